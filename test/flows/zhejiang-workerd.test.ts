import { startEdgeGateway } from '../support/edge-gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'
import { ZHEJIANG_IN, ZHEJIANG_OUT } from './zhejiang-row.ts'

const start = sharedGateway(2, startEdgeGateway)

regionOut(ZHEJIANG_OUT, 'workerd with D1', start)
regionIn(ZHEJIANG_IN, 'workerd with D1', start)
