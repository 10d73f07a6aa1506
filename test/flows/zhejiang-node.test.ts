import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { regionIn } from './region-in.ts'
import { regionOut } from './region-out.ts'
import { ZHEJIANG_IN, ZHEJIANG_OUT } from './zhejiang-row.ts'

const start = sharedGateway(2, startGateway)

regionOut(ZHEJIANG_OUT, 'Node with SQLite', start)
regionIn(ZHEJIANG_IN, 'Node with SQLite', start)
