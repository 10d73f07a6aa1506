import { isCollection, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { Json } from '../json.ts'

/** A definition file is a page or ten, not a data set. */
const MOST_CHARS = 400_000

/** A parsed definition file that can say where each of its values stands. */
export interface YamlSource {
  readonly file: string
  readonly value: Json
  /** `file:line:column` of the value at these steps, or of the nearest one above it */
  locate(steps: readonly (string | number)[]): string
}

/** Reads YAML 1.2 core data: no aliases, no tags, no key twice. Every fault carries file:line:column. */
export function readYaml(file: string, text: string): Checked<YamlSource> {
  if (text.length > MOST_CHARS)
    return faulty([
      { path: `${file}:1:1`, code: 'too-long', message: '定义文件超过 400,000 字', fix: '请拆成几个文件' },
    ])
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const faults: Fault[] = document.errors.map((error) => ({
    path: at(error.pos[0]),
    code: 'format',
    message: `YAML 写法不对:${error.message.split('\n')[0] ?? ''}`,
    fix: '请检查缩进、引号和冒号',
  }))
  visit(document, {
    Alias: (_key, node) =>
      void faults.push({
        path: at(node.range?.[0] ?? 0),
        code: 'format',
        message: '定义文件不用 YAML 别名',
        fix: '请把内容写出来',
      }),
    Node: (_key, node) =>
      void (
        node.tag &&
        !node.tag.startsWith('tag:yaml.org,2002:') &&
        faults.push({
          path: at(node.range?.[0] ?? 0),
          code: 'format',
          message: '定义文件不用 YAML 标签',
          fix: '请删去标签',
        })
      ),
  })
  if (faults.length > 0) return faulty(faults)
  const locate = (steps: readonly (string | number)[]): string => {
    for (let length = steps.length; length >= 0; length -= 1) {
      const node = document.getIn(steps.slice(0, length), true)
      if ((isScalar(node) || isCollection(node)) && node.range) return at(node.range[0])
    }
    return `${file}:1:1`
  }
  return accepted({ file, value: document.toJS({ maxAliasCount: 0 }) as Json, locate })
}
