import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { GUANGDONG_IN, GUANGDONG_OUT } from './guangdong-row.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'

const start = sharedGateway(2, startGateway)

regionOut(GUANGDONG_OUT, 'Node with SQLite', start)
regionIn(GUANGDONG_IN, 'Node with SQLite', start)
