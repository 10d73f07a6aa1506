import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { hebeiOut } from './hebei-out.ts'
import { HEBEI_IN } from './hebei-row.ts'
import { regionIn } from './region-in.ts'

const start = sharedGateway(2, startGateway)

hebeiOut('Node with SQLite', start)
regionIn(HEBEI_IN, 'Node with SQLite', start)
