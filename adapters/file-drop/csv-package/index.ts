export { decodePackage, encodePackage } from '../../layers/csv-package/tables.ts'
export { collectPackages } from './collect.ts'
export { mergeCorrection } from './merge-correction.ts'
export { sendPackage } from './send.ts'
