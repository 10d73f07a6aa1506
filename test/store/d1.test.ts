import { Miniflare } from 'miniflare'
import { openD1Driver } from '../../runtime/worker/d1-driver.ts'
import { testStore } from './store-contract.ts'

testStore('D1 in workerd', async () => {
  const miniflare = new Miniflare({
    modules: true,
    script: 'export default { fetch: () => new Response() }',
    d1Databases: ['DB'],
  })
  const driver = openD1Driver((await miniflare.getD1Database('DB')) as never)
  return { driver, close: () => miniflare.dispose() }
})
