/** Where a province stands among the tiles. No boundary is drawn and no geometry kept; neighbours touch where a grid lets them. */
export interface Province {
  /** first two digits of its division code, GB/T 2260 */
  readonly code: string
  readonly short: string
  /** letters of GB/T 2260 */
  readonly letters: string
  readonly row: number
  readonly column: number
}

const ROWS: readonly string[] = [
  '- - - - - - - 23黑HL',
  '65新XJ - - - 15蒙NM 11京BJ 21辽LN 22吉JL',
  '63青QH 62甘GS 64宁NX 61陕SN 14晋SX 13冀HE 12津TJ -',
  '54藏XZ 51川SC 50渝CQ 42鄂HB 41豫HA 37鲁SD - -',
  '- 53滇YN 52黔GZ 43湘HN 36赣JX 34皖AH 32苏JS 31沪SH',
  '- - - 45桂GX 44粤GD 35闽FJ 33浙ZJ -',
  '- - - 46琼HI 82澳MO 81港HK 71台TW -',
]

/** The 34 provincial units in 8 columns and 7 rows. */
export const PROVINCES: readonly Province[] = ROWS.flatMap((line, row) =>
  line.split(' ').flatMap((cell, column) =>
    cell === '-'
      ? []
      : [
          {
            code: cell.slice(0, 2),
            short: cell.slice(2, 3),
            letters: cell.slice(3),
            row: row + 1,
            column: column + 1,
          },
        ],
  ),
)
