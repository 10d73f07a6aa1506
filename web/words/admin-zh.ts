import { deliveryZh } from './delivery-zh.ts'
import { regionZh } from './region-zh.ts'

/** Words of the administrator's pages. */
export const adminZh = { ...deliveryZh, ...regionZh }
