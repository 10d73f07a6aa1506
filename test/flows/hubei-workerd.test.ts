import { startEdgeGateway } from '../support/edge-gateway.ts'
import { hubeiIn } from './hubei-in.ts'
import { hubeiOut } from './hubei-out.ts'

hubeiOut('workerd with D1', startEdgeGateway)
hubeiIn('workerd with D1', startEdgeGateway)
