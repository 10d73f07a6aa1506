import { quickStart } from '../../runtime/node/quick-start.ts'

quickStart()
await import('./crashing-gateway.ts')
