import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'
import { SHANGHAI_IN, SHANGHAI_OUT } from './shanghai-row.ts'

const start = sharedGateway(2, startGateway)

regionOut(SHANGHAI_OUT, 'Node with SQLite', start)
regionIn(SHANGHAI_IN, 'Node with SQLite', start)
