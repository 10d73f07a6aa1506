import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { GUIZHOU_IN, GUIZHOU_OUT } from './guizhou-row.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'

const start = sharedGateway(2, startGateway)

regionOut(GUIZHOU_OUT, 'Node with SQLite', start)
regionIn(GUIZHOU_IN, 'Node with SQLite', start)
