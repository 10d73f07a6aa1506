import { startEdgeGateway } from '../support/edge-gateway.ts'
import { chongqingIn } from './chongqing-in.ts'
import { chongqingOut } from './chongqing-out.ts'

chongqingOut('workerd with D1', startEdgeGateway)
chongqingIn('workerd with D1', startEdgeGateway)
