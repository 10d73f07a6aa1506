import { startGateway } from '../support/gateway.ts'
import { xizangByHand } from './xizang-by-hand.ts'

xizangByHand('Node with SQLite', startGateway)
