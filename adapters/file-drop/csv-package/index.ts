export { collectPackages } from './collect.ts'
export { mergeCorrection } from './merge-correction.ts'
export { sendPackage } from './send.ts'
export { decodePackage, encodePackage } from './tables.ts'
