import { startEdgeGateway } from '../support/edge-gateway.ts'
import { xizangByHand } from './xizang-by-hand.ts'

xizangByHand('workerd with D1', startEdgeGateway)
