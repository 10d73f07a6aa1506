import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { Json } from '../json.ts'
import { type Node, readNodes, readValue } from './yaml-nodes.ts'

/** A definition file is a page or ten, not a data set. */
const MOST_CHARS = 400_000

/** A parsed definition file that can say where each of its values stands. */
export interface YamlSource {
  readonly file: string
  readonly value: Json
  /** `file:line:column` of the value at these steps, or of the nearest one above it; lines and columns count from 1 */
  locate(steps: readonly (string | number)[]): string
}

/** Reads YAML 1.2 core data: no anchors, aliases or tags, no key twice, no number that would lose digits. Every fault carries file:line:column. */
export function readYaml(file: string, text: string): Checked<YamlSource> {
  if (text.length > MOST_CHARS)
    return faulty([
      { path: `${file}:1:1`, code: 'too-long', message: '定义文件超过 400,000 字', fix: '请拆成几个文件' },
    ])
  const at = (offset: number) => `${file}:${placeOf(text, offset)}`
  const read = readValue(text)
  if (!read.ok)
    return faulty(
      read.problems.map(({ offset, message, fix }): Fault => ({ path: at(offset), code: 'format', message, fix })),
    )
  let placed: ReturnType<typeof readNodes> | undefined
  const locate = (steps: readonly (string | number)[]): string => {
    placed ??= readNodes(text)
    if (!placed.ok) return at(0)
    let node: Node = placed.root
    for (const step of steps) {
      const next = memberOf(node, step)
      if (!next) break
      node = next
    }
    return at(node.offset)
  }
  return accepted({ file, value: read.root, locate })
}

function memberOf(node: Node, step: string | number): Node | undefined {
  if (node.kind === 'list') return typeof step === 'number' ? node.elements[step] : undefined
  return node.kind === 'group' ? node.members.get(String(step)) : undefined
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return `${line}:${offset - before.lastIndexOf('\n')}`
}
