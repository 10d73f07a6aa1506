import { startGateway } from '../support/gateway.ts'
import { hebeiOut } from './hebei-out.ts'
import { HEBEI_IN } from './hebei-row.ts'
import { regionIn } from './region-in.ts'

hebeiOut('Node with SQLite', () => startGateway())
regionIn(HEBEI_IN, 'Node with SQLite', () => startGateway())
