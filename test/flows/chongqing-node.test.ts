import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { chongqingIn } from './chongqing-in.ts'
import { chongqingMatters } from './chongqing-matters.ts'
import { chongqingOut } from './chongqing-out.ts'

const start = sharedGateway(3, startGateway)

chongqingOut('Node with SQLite', start)
chongqingIn('Node with SQLite', start)
chongqingMatters('Node with SQLite', start)
