import { startGateway } from '../support/gateway.ts'
import { hebeiIn } from './hebei-in.ts'
import { hebeiOut } from './hebei-out.ts'

hebeiOut('Node with SQLite', () => startGateway())
hebeiIn('Node with SQLite', () => startGateway())
