import { startEdgeGateway } from '../support/edge-gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'
import { SHANDONG_IN, SHANDONG_OUT } from './shandong-row.ts'

const start = sharedGateway(2, startEdgeGateway)

regionOut(SHANDONG_OUT, 'workerd with D1', start)
regionIn(SHANDONG_IN, 'workerd with D1', start)
