/** Whose office handles a case; conditions on divisions turn with it (§4.1). */
export interface Side {
  /** first digits of the handling side's divisions */
  prefix: string
  /** whether the sender may use codes of functional areas */
  pseudoAllowed: boolean
}

/** Cases of the gateway, handled here. */
export const HANDLED_HERE: Side = { prefix: '500', pseudoAllowed: false }

/** Cases of this region, handled behind the gateway. */
export const HANDLED_THERE: Side = { prefix: '51', pseudoAllowed: true }
