import { startEdgeGateway } from '../support/edge-gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { GUANGDONG_IN, GUANGDONG_OUT } from './guangdong-row.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'

const start = sharedGateway(2, startEdgeGateway)

regionOut(GUANGDONG_OUT, 'workerd with D1', start)
regionIn(GUANGDONG_IN, 'workerd with D1', start)
