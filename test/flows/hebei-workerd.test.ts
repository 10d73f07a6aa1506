import { startEdgeGateway } from '../support/edge-gateway.ts'
import { hebeiOut } from './hebei-out.ts'
import { HEBEI_IN } from './hebei-row.ts'
import { regionIn } from './region-in.ts'

hebeiOut('workerd with D1', startEdgeGateway)
regionIn(HEBEI_IN, 'workerd with D1', startEdgeGateway)
