import { FUND_AND_TRANSPORT_MATTERS } from './fund-and-transport-matters.ts'
import { INSURANCE_MATTERS } from './insurance-matters.ts'
import { MARKET_MATTERS } from './market-matters.ts'
import type { Matter } from './matter.ts'

export type { Matter } from './matter.ts'

/** The matters that this simulated region takes part in: all of §4.1 but M09, whose main record repeats. */
export const MATTERS: readonly Matter[] = [...MARKET_MATTERS, ...INSURANCE_MATTERS, ...FUND_AND_TRANSPORT_MATTERS]
