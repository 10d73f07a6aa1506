import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'
import { SHANDONG_IN, SHANDONG_OUT } from './shandong-row.ts'

const start = sharedGateway(2, startGateway)

regionOut(SHANDONG_OUT, 'Node with SQLite', start)
regionIn(SHANDONG_IN, 'Node with SQLite', start)
