import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import type { Json, JsonObject } from '../json.ts'

/** A value of a YAML text with the place it starts at, in UTF-16 units. */
export type Node =
  | { readonly kind: 'scalar'; readonly offset: number; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly offset: number; readonly elements: Node[] }
  | { readonly kind: 'group'; readonly offset: number; readonly members: Map<string, Node> }

/** Why a text is not taken, and where. */
export interface Problem {
  readonly offset: number
  readonly message: string
  readonly fix: string
}

const MOST_DEPTH = 40
const FIX_SYNTAX = '请检查缩进、引号、括号和冒号'

/** What js-yaml says, in Chinese; the first words that fit. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^tab character/, '缩进用了制表符'],
  [/duplicat/, '同一组里有两个相同的键'],
  [/indentation/, '缩进不对'],
  [/unexpected end|missed comma|expected/, '缺少引号、括号、逗号或冒号'],
  [/alias/, '别名写法不对'],
  [/tag/, '标签不认识'],
  [/depth|nesting/, '套得太深'],
]

/** How a reader makes what it reads; a group is made empty and filled. */
interface Maker<T> {
  scalar(offset: number, value: string | number | boolean | null): T
  list(offset: number, elements: T[]): T
  group(offset: number): T
  has(group: T, key: string): boolean
  put(group: T, key: string, member: T): void
}

const NODES: Maker<Node> = {
  scalar: (offset, value) => ({ kind: 'scalar', offset, value }),
  list: (offset, elements) => ({ kind: 'list', offset, elements }),
  group: (offset) => ({ kind: 'group', offset, members: new Map() }),
  has: (group, key) => group.kind === 'group' && group.members.has(key),
  put: (group, key, member) => void (group.kind === 'group' && group.members.set(key, member)),
}

const VALUES: Maker<Json> = {
  scalar: (_, value) => value,
  list: (_, elements) => elements,
  group: () => ({}),
  has: (group, key) => Object.hasOwn(group as JsonObject, key),
  put: (group, key, member) => {
    ;(group as JsonObject)[key] = member
  },
}

type Read<T> = { ok: true; root: T } | { ok: false; problems: readonly Problem[] }

/** Reads a text into the value that it holds. Refused is whatever a reader could take for something else than what is written: anchors, aliases, tags, a key twice, numbers that lose digits. */
export const readValue = (text: string): Read<Json> => read(text, VALUES)

/** The same with the place of every value, which only faults ask for. */
export const readNodes = (text: string): Read<Node> => read(text, NODES)

function read<T>(text: string, make: Maker<T>): Read<T> {
  let events: Event[]
  try {
    events = parseEvents(text, { maxDepth: MOST_DEPTH })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const words = WORDS.find(([shape]) => shape.test(error.reason))?.[1] ?? error.reason
    const problem = { offset: error.mark?.position ?? 0, message: `YAML 写法不对:${words}`, fix: FIX_SYNTAX }
    return { ok: false, problems: [problem] }
  }
  const reader = createReader(text, events, make)
  const root = reader.document()
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, root }
}

function createReader<T>(text: string, events: readonly Event[], make: Maker<T>) {
  const problems: Problem[] = []
  const refuse = (offset: number, message: string, fix: string) => void problems.push({ offset, message, fix })
  let at = 0

  function refuseOrnaments(event: Event): void {
    if (!('tagStart' in event)) return
    if (event.anchorStart >= 0) refuse(event.anchorStart - 1, '定义文件不用 YAML 锚点', '请删去 & 和名字')
    if (event.tagStart >= 0) refuse(event.tagStart, '定义文件不用 YAML 标签', '请删去 ! 和标签')
  }

  function node(): T {
    const event = events[at++]
    if (!event || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT)
      throw new Error('the events of the YAML reader do not nest')
    refuseOrnaments(event)
    switch (event.type) {
      case EVENT_ID.ALIAS:
        refuse(event.anchorStart - 1, '定义文件不用 YAML 别名', '请把内容写出来')
        return make.scalar(event.anchorStart - 1, null)
      case EVENT_ID.SCALAR:
        return make.scalar(startOf(event, text), scalar(event))
      case EVENT_ID.SEQUENCE:
        return make.list(event.start, elements())
      case EVENT_ID.MAPPING:
        return members(event.start)
    }
  }

  function isOver(): boolean {
    if (events[at]?.type !== EVENT_ID.POP) return false
    at += 1
    return true
  }

  function elements(): T[] {
    const list: T[] = []
    while (!isOver()) list.push(node())
    return list
  }

  function members(start: number): T {
    const group = make.group(start)
    while (!isOver()) {
      const event = events[at]
      const key = event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : null
      const offset = event ? offsetOf(event) : start
      node()
      const value = node()
      if (key === null) refuse(offset, '键只能是文字', '请把键写成文字')
      else if (key === '__proto__') refuse(offset, '键不能是 __proto__', '请换一个名字')
      else if (make.has(group, key)) refuse(offset, 'YAML 写法不对:同一组里有两个相同的键', FIX_SYNTAX)
      else make.put(group, key, value)
    }
    return group
  }

  function offsetOf(event: Event): number {
    if (event.type === EVENT_ID.SCALAR) return startOf(event, text)
    if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1
    return 'start' in event ? event.start : 0
  }

  function scalar(event: ScalarEvent): string | number | boolean | null {
    const written = getScalarValue(text, event)
    if (event.style !== SCALAR_STYLE.PLAIN || !PERHAPS_NO_TEXT.test(written)) return written
    if (/^(|~|null|Null|NULL)$/.test(written)) return null
    if (/^(true|True|TRUE)$/.test(written)) return true
    if (/^(false|False|FALSE)$/.test(written)) return false
    if (!NUMBER.test(written)) return written
    if (!KEPT_NUMBER.test(written))
      refuse(startOf(event, text), `“${written.slice(0, 40)}”会被当作数字读,读出来与写的不同`, '编号、代码请加引号')
    return Number(written)
  }

  return {
    problems,
    document(): T {
      const first = events[at++]
      if (first?.type !== EVENT_ID.DOCUMENT || isOver()) return make.scalar(0, null)
      const root = node()
      at += 1
      if (at < events.length)
        refuse(text.indexOf('---'), 'YAML 写法不对:一个文件只能写一份内容,不能有“---”分隔的第二份', FIX_SYNTAX)
      return root
    },
  }
}

/** How whatever is no text begins: null, true, false and numbers. */
const PERHAPS_NO_TEXT = /^([~nNtTfF.+\-\d]|$)/
/** What YAML 1.2 core (§10.3.2) takes for a number. */
const NUMBER =
  /^([-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/
/** Numbers that read as they are written. */
const KEPT_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/

/** Quotes stand before what they enclose. */
function startOf({ valueStart, style }: ScalarEvent, text: string): number {
  const quoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
  return quoted ? valueStart - 1 : Math.min(Math.max(valueStart, 0), text.length)
}
