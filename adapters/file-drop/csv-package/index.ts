export { sendPackage } from './send.ts'
export { decodePackage, encodePackage } from './tables.ts'
