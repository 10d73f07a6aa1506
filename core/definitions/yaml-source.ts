import {
  type Document,
  isCollection,
  isScalar,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
} from 'yaml'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { Json } from '../json.ts'

/** A definition file is a page or ten, not a data set. */
const MOST_CHARS = 400_000

/** A parsed definition file that can say where each of its values stands. */
export interface YamlSource {
  readonly file: string
  readonly value: Json
  /** `file:line:column` of the value at these steps, or of the nearest one above it; lines and columns count from 1 */
  locate(steps: readonly (string | number)[]): string
}

type At = (offset: number) => string

/** Reads YAML 1.2 core data: no anchors, aliases or tags, no key twice, no number that would lose digits. Every fault carries file:line:column. */
export function readYaml(file: string, text: string): Checked<YamlSource> {
  if (text.length > MOST_CHARS)
    return faulty([
      { path: `${file}:1:1`, code: 'too-long', message: '定义文件超过 400,000 字', fix: '请拆成几个文件' },
    ])
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, logLevel: 'error' })
  const at: At = (offset) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const faults = [...document.errors.map((error) => syntaxFault(error, at)), ...plainnessFaults(document, at)]
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

const KNOWN_ERRORS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一组里有两个相同的键',
  MULTIPLE_DOCS: '一个文件只能写一份内容,不能有“---”分隔的第二份',
  BAD_INDENT: '缩进不对',
  TAB_AS_INDENT: '缩进用了制表符',
  MISSING_CHAR: '缺少引号、括号、逗号或冒号',
  BAD_ALIAS: '别名写法不对',
  TAG_RESOLVE_FAILED: '标签不认识',
}

function syntaxFault({ code, message, pos }: YAMLError, at: At): Fault {
  const words = KNOWN_ERRORS[code] ?? (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
  return { path: at(pos[0]), code: 'format', message: `YAML 写法不对:${words}`, fix: '请检查缩进、引号、括号和冒号' }
}

/** What YAML allows and definition files do not: whatever a reader could take for something else than what is written. */
function plainnessFaults(document: Document.Parsed, at: At): Fault[] {
  const faults: Fault[] = []
  const refuse = (node: { range?: [number, number, number] | null }, message: string, fix: string) =>
    void faults.push({ path: at(node.range?.[0] ?? 0), code: 'format', message, fix })
  visit(document, {
    Alias: (_key, node) => refuse(node, '定义文件不用 YAML 别名', '请把内容写出来'),
    Pair: (_key, { key }) => {
      if (isCollection(key)) refuse(key, '键只能是文字', '请把键写成文字')
    },
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) refuse(node, '定义文件不用 YAML 锚点', '请删去 & 和名字')
      if (node.tag) refuse(node, '定义文件不用 YAML 标签', '请删去 ! 和标签')
      else if (isScalar(node) && losesDigits(node)) {
        const written = String(node.source).slice(0, 40)
        refuse(node, `“${written}”会被当作数字读,读出来与写的不同`, '编号、代码请加引号')
      }
    },
  })
  return faults
}

function losesDigits({ value, source }: Scalar): boolean {
  return typeof value === 'number' && source !== undefined && !/^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(source)
}
