import { startGateway } from '../support/gateway.ts'
import { guizhouIn } from './guizhou-in.ts'
import { guizhouOut } from './guizhou-out.ts'

guizhouOut('Node with SQLite', () => startGateway())
guizhouIn('Node with SQLite', () => startGateway())
