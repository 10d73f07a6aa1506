import type { Row } from './check-rows.ts'
import type { FieldRule } from './field-rules.ts'
import { FILLER } from './stage.ts'

const ELEMENT = /^(\w+)\[(\d+)\]\.(\w+)$/
const listOf = (code: string) => ELEMENT.exec(code)?.[1] ?? ''

/** The lines after a correction (§3.8) in the order of the table: a line set, or gone where it says the filler and may be absent; a list with all its lines. */
export function amendRows(before: readonly Row[], changed: readonly Row[], rules: readonly FieldRule[]): Row[] {
  const renewed = new Set(changed.map(({ code }) => listOf(code)).filter((list) => list !== ''))
  const kept = before.filter(({ code }) => !renewed.has(listOf(code)))
  const merged = new Map([...kept, ...changed].map((row) => [row.code, row]))
  const isGone = ({ code, value }: Row) => value === FILLER && rules.find(({ name }) => name === code)?.need !== 'W'
  const place = placeIn(rules)
  return [...merged.values()]
    .filter((row) => listOf(row.code) !== '' || !isGone(row))
    .map((row) => ({ row, at: place(row.code) }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1] || a.at[2] - b.at[2])
    .map(({ row }) => row)
}

/** Where a line stands: its rule, or its list's with element and member. */
function placeIn(rules: readonly FieldRule[]): (code: string) => readonly [number, number, number] {
  const index = new Map(rules.map(({ name }, at) => [name, at]))
  return (code) => {
    const [, list = '', element, member = ''] = ELEMENT.exec(code) ?? []
    if (list === '') return [index.get(code) ?? rules.length, 0, 0]
    return [index.get(list) ?? rules.length, Number(element), index.get(`${list}[n].${member}`) ?? 0]
  }
}
