import type { XmlElement } from '../xml-reader.ts'
import { hasAgent } from './check-columns.ts'
import { childOf, gbkBytes, textIn } from './documents.ts'
import { type Row, textOf } from './rows.ts'

/** What the needs of elements and materials look at that is no element: `1` or `0` by name. */
export type Beside = Readonly<Record<string, string>>

const LONG_NAME_BYTES = 20
const LEAST_AGE = 16

/** `2026年03月02日` as a day. */
export const dayOf = (text: string): string => text.slice(0, 11).replace(/^(\d{4})年(\d\d)月(\d\d)日$/, '$1-$2-$3')

export function besideOf(row: Row, form: XmlElement): Beside {
  const rowsOf = (list: string) => childOf(form, list)?.children ?? []
  const born = dayOf(textIn(form, 'AAC006'))
  const grown = `${Number(born.slice(0, 4)) + LEAST_AGE}${born.slice(4)}`
  const said = {
    PERSON: textOf(row, 'applicant_type') === '1',
    AGENT: hasAgent(row),
    ORGANISATIONS: rowsOf('GD').some((one) => textIn(one, 'GDLX') !== '自然人股东'),
    LICENSED: rowsOf('JYFWTM').some((one) => textIn(one, 'XK') === '是'),
    LONG_NAME: gbkBytes(textIn(form, 'AAC003')) > LONG_NAME_BYTES,
    CHILD: born !== '' && textOf(row, 'apply_date').slice(0, 10) < grown,
    LEAVES: textIn(form, 'YCBDQH').startsWith('江苏省/'),
  }
  return Object.fromEntries(Object.entries(said).map(([name, holds]) => [name, holds ? '1' : '0']))
}
