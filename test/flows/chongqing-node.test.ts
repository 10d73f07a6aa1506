import { startGateway } from '../support/gateway.ts'
import { chongqingIn } from './chongqing-in.ts'
import { chongqingOut } from './chongqing-out.ts'

chongqingOut('Node with SQLite', () => startGateway())
chongqingIn('Node with SQLite', () => startGateway())
