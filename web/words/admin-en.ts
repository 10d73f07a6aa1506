import { deliveryEn } from './delivery-en.ts'
import { regionEn } from './region-en.ts'

/** Words of the administrator's pages in English. */
export const adminEn = { ...deliveryEn, ...regionEn }
