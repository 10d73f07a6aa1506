import { normalise, readTyped } from '../fields/typing.ts'
import type { Option, ServedField } from '../served-matter.ts'
import type { Values } from '../values.ts'

/** More rows than any list takes: what comes beyond is not read, and that is said. */
export const MOST_ROWS = 200

/** A column that a list takes from a spreadsheet: `keys` lead from an element to the value. */
export interface Column {
  readonly field: ServedField
  readonly keys: readonly string[]
}

/** What a cell became; `fault` says why it could not be read, by the name of its words. */
export interface PastedCell {
  readonly text: string
  readonly value: unknown
  /** full-width signs or blanks were put right */
  readonly changed: boolean
  readonly fault: 'option' | 'date' | 'number' | 'yesNo' | 'division' | null
}

export interface Pasted {
  /** the first row named the columns */
  readonly headed: boolean
  readonly columns: readonly Column[]
  /** columns that the list does not have, by their heads or places */
  readonly ignored: readonly string[]
  readonly rows: readonly (readonly PastedCell[])[]
  readonly beyond: number
}

/** The columns of a list: what an element holds itself, then the first element of each list in it. */
export function columnsOf(list: string, members: readonly ServedField[]): Column[] {
  const inner = `${list}[]`
  return members
    .filter(({ type, path }) => type !== 'list' && path.split('[]').length <= list.split('[]').length + 2)
    .map((field) => ({ field, keys: [...(field.path.slice(inner.length).match(/\[\]|[^.[\]]+/g) ?? [])] as string[] }))
    .sort((one, other) => Number(one.keys.includes('[]')) - Number(other.keys.includes('[]')))
}

/** The cells of a table as spreadsheets put it on the clipboard; quoted cells may hold tabs, lines and doubled quotes. Null where it is one cell alone. */
export function cellsOf(text: string): string[][] | null {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const put = () => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  const all = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  for (let at = 0; at < all.length; at += 1) {
    const sign = all[at] ?? ''
    if (quoted && sign === '"' && all[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (sign === '"' && (quoted || cell === '')) quoted = !quoted
    else if (!quoted && sign === '\t') put()
    else if (!quoted && sign === '\n') {
      put()
      rows.push([])
    } else cell += sign
  }
  put()
  const filled = rows.filter((row) => row.some((one) => one.trim() !== ''))
  return filled.length > 1 || (filled[0]?.length ?? 0) > 1 ? filled : null
}

/** A table as rows of a list: columns by their heads where the first row names them, else by their order. */
export function readPaste(
  cells: readonly (readonly string[])[],
  columns: readonly Column[],
  today: string,
  divisions: readonly Option[],
): Pasted {
  const heads = (cells[0] ?? []).map((head) => columnOf(head, columns))
  const named = heads.filter((head) => head !== null).length
  const headed = named > 0 && named * 2 >= heads.length
  const width = Math.max(0, ...cells.map((row) => row.length))
  const places = Array.from({ length: width }, (_, at) => (headed ? heads[at] : columns[at]) ?? null)
  const body = headed ? cells.slice(1) : cells
  const taken = places.flatMap((column, at) => (column ? [{ column, at }] : []))
  const isFilled = (at: number) => body.some((row) => (row[at] ?? '').trim() !== '')
  return {
    headed,
    columns: taken.map(({ column }) => column),
    ignored: places.flatMap((column, at) => {
      if (column || !isFilled(at)) return []
      return [(headed ? cells[0]?.[at]?.trim() : '') || String(at + 1)]
    }),
    rows: body
      .slice(0, MOST_ROWS)
      .map((row) => taken.map(({ column, at }) => readCell(column.field, row[at] ?? '', today, divisions))),
    beyond: Math.max(0, body.length - MOST_ROWS),
  }
}

/** Pasted rows as elements of the list; what could not be read of text, days and numbers stays to be mended, of choices it is left open. */
export function elementsOf({ rows, columns }: Pasted): unknown[] {
  const isPlain = columns[0]?.keys.length === 0
  return rows.map((row) => {
    if (isPlain) return row[0]?.value ?? ''
    const element: Record<string, unknown> = {}
    for (const [at, { keys }] of columns.entries()) {
      const value = row[at]?.value
      if (value !== '' && value !== undefined) place(element, keys, value)
    }
    return element
  })
}

function place(into: Record<string, unknown>, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return
  if (rest.length === 0) into[key] = value
  else if (rest[0] === '[]') {
    const inner = ((into[key] as unknown[]) ?? [{}])[0] as Record<string, unknown>
    place(inner, rest.slice(1), value)
    into[key] = [inner]
  } else {
    const inner = (into[key] ?? {}) as Record<string, unknown>
    place(inner, rest, value)
    into[key] = inner
  }
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[([].*?[)\]]|[\s*:]/g, '')
    .toLowerCase()

/** The column that a head names: the same words, else the only one that holds them. */
function columnOf(head: string, columns: readonly Column[]): Column | null {
  const text = bare(head)
  if (text === '') return null
  const same = columns.find(({ field }) => bare(field.label) === text)
  if (same) return same
  const near = columns.filter(({ field }) => text.length > 1 && bare(field.label).includes(text))
  return near.length === 1 ? (near[0] ?? null) : null
}

function readCell(field: ServedField, typed: string, today: string, divisions: readonly Option[]): PastedCell {
  const { text, changed } = normalise(field, typed.replaceAll('\n', ' '))
  const cell = (value: unknown, fault: PastedCell['fault'] = null) => ({ text, value, changed, fault })
  if (text === '') return cell('')
  if (field.options && field.options.length > 0) {
    const found = optionOf(field.options, text)
    return found === null ? cell('', 'option') : cell(found)
  }
  if (field.type === 'boolean') {
    const isYes = /^(是|有|√|✓|y|yes|true|1)$/i.test(text)
    return isYes || /^(否|无|×|n|no|false|0)$/i.test(text) ? cell(isYes) : cell('', 'yesNo')
  }
  if (field.type === 'division') {
    const code = divisions.find((one) => one.code === text.slice(0, 6) || one.label === text)?.code
    return code ? cell(code.padEnd(field.max === 12 ? 12 : 6, '0')) : cell('', 'division')
  }
  if (field.type === 'address') return cell(...addressOf(text, divisions))
  const value = readTyped(field.type, text.replace(/(万元|元|%)$/, ''), today)
  if (value !== null) return cell(value)
  return cell(text, field.type === 'integer' || field.type === 'decimal' ? 'number' : 'date')
}

/** The code of an option named by code, by words, or by a number that lost its leading noughts in the spreadsheet. */
function optionOf(options: readonly Option[], typed: string): string | null {
  const text = bare(typed)
  const same = options.find(({ code, label }) => code.toLowerCase() === text || bare(label) === text)
  if (same) return same.code
  const near = options.filter(
    ({ code, label }) => code.replace(/^0+/, '') === text || (text.length > 1 && bare(label).startsWith(text)),
  )
  return near.length === 1 ? (near[0]?.code ?? null) : null
}

/** An address as the form keeps it: its district by the longest name that it begins with. */
function addressOf(text: string, divisions: readonly Option[]): [Values, PastedCell['fault']] {
  const [place] = divisions
    .filter(({ label }) => text.startsWith(label))
    .sort((one, other) => other.label.length - one.label.length)
  return place
    ? [{ division: place.code, detail: text.slice(place.label.length).trim() }, null]
    : [{ detail: text }, 'division']
}
