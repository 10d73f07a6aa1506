import { flushCompileCache } from 'node:module'
import { quickStart } from './quick-start.ts'

quickStart()
const { run } = await import('./run.ts')
await run()
flushCompileCache()
