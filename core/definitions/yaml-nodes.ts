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

/** Reads a text into nodes. Refused is whatever a reader could take for something else than what is written: anchors, aliases, tags, a key twice, numbers that lose digits. */
export function readNodes(text: string): { ok: true; root: Node } | { ok: false; problems: readonly Problem[] } {
  let events: Event[]
  try {
    events = parseEvents(text, { maxDepth: MOST_DEPTH })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const words = WORDS.find(([shape]) => shape.test(error.reason))?.[1] ?? error.reason
    const problem = { offset: error.mark?.position ?? 0, message: `YAML 写法不对:${words}`, fix: FIX_SYNTAX }
    return { ok: false, problems: [problem] }
  }
  const reader = createReader(text, events)
  const root = reader.document()
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, root }
}

/** The value of a node as JSON. */
export function buildValue(node: Node): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.elements.map(buildValue)
  const group: JsonObject = {}
  for (const [key, member] of node.members) group[key] = buildValue(member)
  return group
}

function createReader(text: string, events: readonly Event[]) {
  const problems: Problem[] = []
  const refuse = (offset: number, message: string, fix: string) => void problems.push({ offset, message, fix })
  let at = 0

  function refuseOrnaments(event: Event): void {
    if (!('tagStart' in event)) return
    if (event.anchorStart >= 0) refuse(event.anchorStart - 1, '定义文件不用 YAML 锚点', '请删去 & 和名字')
    if (event.tagStart >= 0) refuse(event.tagStart, '定义文件不用 YAML 标签', '请删去 ! 和标签')
  }

  function node(): Node {
    const event = events[at++]
    if (!event || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT)
      throw new Error('the events of the YAML reader do not nest')
    refuseOrnaments(event)
    switch (event.type) {
      case EVENT_ID.ALIAS:
        refuse(event.anchorStart - 1, '定义文件不用 YAML 别名', '请把内容写出来')
        return { kind: 'scalar', offset: event.anchorStart - 1, value: null }
      case EVENT_ID.SCALAR:
        return { kind: 'scalar', offset: startOf(event, text), value: scalar(event) }
      case EVENT_ID.SEQUENCE:
        return { kind: 'list', offset: event.start, elements: elements() }
      case EVENT_ID.MAPPING:
        return { kind: 'group', offset: event.start, members: members() }
    }
  }

  function isOver(): boolean {
    if (events[at]?.type !== EVENT_ID.POP) return false
    at += 1
    return true
  }

  function elements(): Node[] {
    const list: Node[] = []
    while (!isOver()) list.push(node())
    return list
  }

  function members(): Map<string, Node> {
    const group = new Map<string, Node>()
    while (!isOver()) {
      const event = events[at]
      const key = event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : null
      const { offset } = node()
      const value = node()
      if (key === null) refuse(offset, '键只能是文字', '请把键写成文字')
      else if (key === '__proto__') refuse(offset, '键不能是 __proto__', '请换一个名字')
      else if (group.has(key)) refuse(offset, 'YAML 写法不对:同一组里有两个相同的键', FIX_SYNTAX)
      else group.set(key, value)
    }
    return group
  }

  function scalar(event: ScalarEvent): string | number | boolean | null {
    const written = getScalarValue(text, event)
    if (event.style !== SCALAR_STYLE.PLAIN) return written
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
    document(): Node {
      const first = events[at++]
      if (first?.type !== EVENT_ID.DOCUMENT || isOver()) return { kind: 'scalar', offset: 0, value: null }
      const root = node()
      at += 1
      if (at < events.length)
        refuse(text.indexOf('---'), 'YAML 写法不对:一个文件只能写一份内容,不能有“---”分隔的第二份', FIX_SYNTAX)
      return root
    },
  }
}

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
