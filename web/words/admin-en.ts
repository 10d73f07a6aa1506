import { deliveryEn } from './delivery-en.ts'

/** Words of the administrator's pages in English. */
export const adminEn = { ...deliveryEn }
