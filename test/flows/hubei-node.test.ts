import { expect, vi } from 'vitest'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { startGateway } from '../support/gateway.ts'
import { hubeiIn } from './hubei-in.ts'
import { hubeiMatters, hubeiMattersIn } from './hubei-matters.ts'
import { hubeiOut } from './hubei-out.ts'
import { hubeiRetries } from './hubei-retries.ts'

const FOLDER = 'regions/420000-hubei'

/** A gateway that tries again after a tenth of a second: another version of the region's definition, put in force as administrators do it. */
async function startImpatient() {
  const started = await startGateway()
  const own = Object.entries(readDefinitionFiles()).filter(([path]) => path.startsWith(`${FOLDER}/`))
  const files = Object.fromEntries(
    own.map(([path, text]) => [path, text.replace(/retryMs: \[[^\]]+\]/, 'retryMs: [100]')]),
  )
  const call = async (role: 'admin' | 'approver', path: string, body: object = {}) => {
    const answer = await started.call(role, 'POST', `/api/definitions/420000/versions${path}`, body)
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  const { number } = await call('admin', '', { files, note: '重试加快' })
  await call('admin', `/${String(number)}/check`)
  await call('approver', `/${String(number)}/approve`)
  await call('approver', `/${String(number)}/activate`)
  await vi.waitFor(() => expect(started.gateway.regions.get('420000')?.delivery.retryMs).toEqual([100]), 10_000)
  return started
}

hubeiOut('Node with SQLite', startGateway)
hubeiMatters('Node with SQLite', startGateway)
hubeiMattersIn('Node with SQLite', startGateway)
hubeiIn('Node with SQLite', startGateway)
hubeiRetries('Node with SQLite', startImpatient)
