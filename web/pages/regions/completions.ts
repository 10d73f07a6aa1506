/** What may stand somewhere in a definition file. */
export interface Completion {
  readonly label: string
  /** what it is, beside the label */
  readonly detail?: string
}

type Schema = { readonly [key: string]: unknown }

/** What completions are made of. */
export interface Knowledge {
  /** JSON Schema of the file that is open; null where there is none */
  readonly schema: Schema | null
  readonly operations: readonly {
    readonly name: string
    readonly args: readonly { readonly name: string; readonly want: string }[]
  }[]
  /** canonical paths with their labels */
  readonly paths: readonly Completion[]
  /** code tables of the region */
  readonly tables: readonly string[]
  /** material slots with their names */
  readonly slots: readonly Completion[]
}

/** Where somebody writes: the keys above, the key whose value it is (null: a key is written), what stands there already. */
export interface Place {
  readonly path: readonly string[]
  readonly key: string | null
  readonly typed: string
  /** where what was typed begins */
  readonly from: number
  /** keys and values that the same group has */
  readonly siblings: Readonly<Record<string, string>>
}

const KEY = /^(\s*)((?:- +)*)(?:(['"]?)([\w.[\]-]+)\3:(?: |$))?/

/** Reads the place of the text's offset: block groups by indentation above it, flow groups by braces within the line. */
export function placeAt(text: string, offset: number): Place {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(start, offset)
  const above = text.slice(0, start).split('\n').slice(0, -1)
  const [, indent = '', dashes = '', , blockKey] = KEY.exec(before) ?? []
  const path = blockPath(above, indent.length + dashes.length)
  const flow = flowGroups(before)
  const last = flow.at(-1)
  if (last) {
    const outer = flow.slice(0, -1).flatMap(({ key }) => (key === null ? [] : [key]))
    const head = blockKey !== undefined && flow[0]?.key !== blockKey ? [blockKey] : []
    if (!last.brace && last.key !== null) {
      const typed = (splitTop(last.text).at(-1) ?? '').trimStart()
      const { siblings } = inGroup(flow.at(-2)?.text ?? '', offset)
      return { path: [...path, ...head, ...outer], key: last.key, typed, from: offset - typed.length, siblings }
    }
    const own = last.key === null ? [] : [last.key]
    return { path: [...path, ...head, ...outer, ...own], ...inGroup(last.text, offset) }
  }
  const rest = before.slice(indent.length + dashes.length)
  return { path, ...inGroup(rest, offset) }
}

/** The keys above a line, from the outermost: the nearest line that is indented less, and so on. */
function blockPath(above: readonly string[], column: number): string[] {
  const path: string[] = []
  let limit = column
  for (const line of above.toReversed()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue
    const [, indent = '', dashes = '', , key] = KEY.exec(line) ?? []
    const at = indent.length + dashes.length
    // a list may stand as far left as the key that it belongs to
    if (key !== undefined && (indent.length < limit || (dashes === '' && indent.length < column)) && at < limit) {
      path.unshift(key)
      limit = indent.length
    }
    if (limit === 0) break
  }
  return path
}

interface FlowGroup {
  readonly key: string | null
  readonly text: string
  /** false: a list */
  readonly brace: boolean
}

/** The flow groups that are open at the end of a line, outermost first. */
function flowGroups(line: string): FlowGroup[] {
  const open: { key: string | null; from: number; brace: boolean }[] = []
  let quote = ''
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? ''
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '"' || (character === "'" && /[\s[{,:]/.test(line[at - 1] ?? ' '))) quote = character
    else if (character === '{' || character === '[') {
      const key = /(?:^|[\s,{[])['"]?([\w.[\]-]+)['"]?:\s*$/.exec(line.slice(0, at))?.[1] ?? null
      open.push({ key, from: at + 1, brace: character === '{' })
    } else if (character === '}' || character === ']') open.pop()
  }
  return open.map(({ key, from, brace }, index) => ({
    key,
    brace,
    text: line.slice(from, open[index + 1]?.from ?? line.length),
  }))
}

function inGroup(text: string, offset: number): Omit<Place, 'path'> {
  const parts = splitTop(text)
  const last = parts.at(-1) ?? ''
  const siblings: Record<string, string> = {}
  for (const part of parts.slice(0, -1)) {
    const [, key, value = ''] = /^\s*['"]?([\w.[\]-]+)['"]?:\s*(.*)$/s.exec(part) ?? []
    if (key !== undefined) siblings[key] = value.trim().replace(/^(['"])(.*)\1$/, '$2')
  }
  const pair = /^\s*['"]?([\w.[\]-]+)['"]?:\s+(.*)$/s.exec(last)
  const typed = (pair ? (pair[2] ?? '') : last.trimStart()).replace(/^['"[]+\s*/, '')
  return { key: pair?.[1] ?? null, typed, from: offset - typed.length, siblings }
}

/** Members of a flow group, commas within inner groups aside. */
function splitTop(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const character of text) {
    if ('{['.includes(character)) depth += 1
    if ('}]'.includes(character)) depth -= 1
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

/** What may be written at a place. */
export function completionsAt(place: Place, known: Knowledge): Completion[] {
  const { path, key, siblings } = place
  const group = known.schema ? schemaAt(known.schema, path) : []
  const isRule = group.some((one) => 'to' in propertiesOf(one) && 'op' in propertiesOf(one))
  if (key === null) {
    const keys = group.flatMap((one) => Object.entries(propertiesOf(one)))
    const operation = known.operations.find(({ name }) => name === (siblings['op'] ?? 'copy'))
    const args = isRule ? (operation?.args ?? []).map(({ name, want }) => ({ label: name, detail: want })) : []
    return unique([...keys.map(([label, schema]) => ({ label, ...detailOf(schema) })), ...args]).filter(
      ({ label }) => !(label in siblings),
    )
  }
  if (isRule && key === 'op') return known.operations.map(({ name }) => ({ label: name }))
  if (key === 'from' || (key === 'path' && path.at(-1) === 'accepts')) return [...known.paths]
  if (key === 'table') return known.tables.map((label) => ({ label }))
  if (key === 'slot') return [...known.slots]
  return unique(
    group.flatMap((one) => {
      const schema = propertiesOf(one)[key]
      return schema ? valuesOf(schema).map((label) => ({ label })) : []
    }),
  )
}

function unique(list: readonly Completion[]): Completion[] {
  return [...new Map(list.map((one) => [one.label, one])).values()]
}

let root: Schema = {}

/** The schemas that what stands under these keys must meet. */
function schemaAt(schema: Schema, path: readonly string[]): Schema[] {
  root = schema
  let found = groupsOf(schema)
  for (const step of path)
    found = found.flatMap((one) => {
      const next = propertiesOf(one)[step] ?? one['additionalProperties']
      return typeof next === 'object' && next !== null ? groupsOf(next as Schema) : []
    })
  return found
}

/** The groups that a schema allows: of a list those of its elements. */
function groupsOf(schema: Schema, depth = 0): Schema[] {
  if (depth > 8) return []
  const reference = typeof schema['$ref'] === 'string' ? schema['$ref'] : undefined
  if (reference !== undefined) {
    const target = reference.replace('#', '').split('/').filter(Boolean)
    const found = target.reduce<unknown>((at, step) => (at as Schema | undefined)?.[step], root)
    return found ? groupsOf(found as Schema, depth + 1) : []
  }
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap((kind) => (schema[kind] as Schema[] | undefined) ?? [])
  if (choices.length > 0) return choices.flatMap((one) => groupsOf(one, depth + 1))
  if (schema['type'] === 'array') return schema['items'] ? groupsOf(schema['items'] as Schema, depth + 1) : []
  return [schema]
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  return (schema['properties'] as Record<string, Schema> | undefined) ?? {}
}

function valuesOf(schema: Schema): string[] {
  const one = schema['type'] === 'array' ? ((schema['items'] as Schema | undefined) ?? {}) : schema
  if (Array.isArray(one['enum'])) return one['enum'].map(String)
  if (one['const'] !== undefined) return [String(one['const'])]
  if (one['type'] === 'boolean') return ['true', 'false']
  return ((one['anyOf'] as Schema[] | undefined) ?? []).flatMap(valuesOf)
}

function detailOf(schema: Schema): { detail?: string } {
  const type = schema['type']
  return typeof type === 'string' ? { detail: type } : {}
}
