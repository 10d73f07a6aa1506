import { deliveryZh } from './delivery-zh.ts'

/** Words of the administrator's pages. */
export const adminZh = { ...deliveryZh }
