import { startEdgeGateway } from '../support/edge-gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { GUIZHOU_IN, GUIZHOU_OUT } from './guizhou-row.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'

const start = sharedGateway(2, startEdgeGateway)

regionOut(GUIZHOU_OUT, 'workerd with D1', start)
regionIn(GUIZHOU_IN, 'workerd with D1', start)
