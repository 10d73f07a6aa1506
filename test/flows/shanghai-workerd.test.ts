import { startEdgeGateway } from '../support/edge-gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'
import { SHANGHAI_IN, SHANGHAI_OUT } from './shanghai-row.ts'

const start = sharedGateway(2, startEdgeGateway)

regionOut(SHANGHAI_OUT, 'workerd with D1', start)
regionIn(SHANGHAI_IN, 'workerd with D1', start)
