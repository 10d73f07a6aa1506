import { startEdgeGateway } from '../support/edge-gateway.ts'
import { hebeiIn } from './hebei-in.ts'
import { hebeiOut } from './hebei-out.ts'

hebeiOut('workerd with D1', startEdgeGateway)
hebeiIn('workerd with D1', startEdgeGateway)
