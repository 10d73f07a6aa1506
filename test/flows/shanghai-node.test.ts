import { startGateway } from '../support/gateway.ts'
import { shanghaiIn } from './shanghai-in.ts'
import { shanghaiOut } from './shanghai-out.ts'

shanghaiOut('Node with SQLite', () => startGateway())
shanghaiIn('Node with SQLite', () => startGateway())
