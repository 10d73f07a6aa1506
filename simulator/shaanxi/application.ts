/** A material line of an application (§3.3, clqd). */
export interface MaterialLine {
  readonly clbm: string
  readonly clmc: string
  readonly clxs: string
  readonly mtj: string
  readonly zzbs: string
  readonly wjs: string
}

/** A row of a table in a form. */
export type Row = Readonly<Record<string, string>>

/** An application or a correction as it is written (§3.3). */
export interface Application {
  readonly lsh: string
  readonly cs: string
  readonly sxid: string
  readonly jbbm: string
  readonly ssbm: string
  readonly bdbb: string
  readonly xzqh: string
  readonly sqsj: string
  readonly jbxx: Row
  readonly bdsj: Readonly<Record<string, string | readonly Row[]>>
  readonly clqd: readonly MaterialLine[]
  readonly clb: { readonly wjm: string; readonly dx: string; readonly zy: string }
}

const KEYS = ['lsh', 'cs', 'sxid', 'jbbm', 'ssbm', 'bdbb', 'xzqh', 'sqsj', 'jbxx', 'bdsj', 'clqd', 'clb'] as const
const LINE = ['clbm', 'clmc', 'clxs', 'mtj', 'zzbs', 'wjs'] as const
const ARCHIVE = ['wjm', 'dx', 'zy'] as const

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const hasTexts = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((one) => typeof one === 'string')
const hasKeys = (value: Record<string, unknown>, keys: readonly string[]): boolean =>
  Object.keys(value).join() === keys.join()

/** The application in a body; null where it has not the keys of §3.3 in their order, or a leaf that is no text. */
export function readApplication(text: string): Application | null {
  const value = parse(text)
  if (!isRecord(value) || !hasKeys(value, KEYS)) return null
  const { jbxx, bdsj, clqd, clb, ...texts } = value
  const isWhole =
    hasTexts(texts) &&
    hasTexts(jbxx) &&
    isRecord(bdsj) &&
    Object.values(bdsj).every((one) => typeof one === 'string' || (Array.isArray(one) && one.every(hasTexts))) &&
    Array.isArray(clqd) &&
    clqd.every((line) => hasTexts(line) && hasKeys(line, LINE)) &&
    hasTexts(clb) &&
    hasKeys(clb, ARCHIVE)
  return isWhole ? (value as unknown as Application) : null
}

/** What stands at a key of the form as a text; '' where rows or nothing stand there. */
export function textAt({ bdsj }: Application, key: string): string {
  const value = bdsj[key]
  return typeof value === 'string' ? value : ''
}

/** The rows at a key of the form; none where something else stands there. */
export function rowsAt({ bdsj }: Application, key: string): readonly Row[] {
  const value = bdsj[key]
  return Array.isArray(value) ? (value as readonly Row[]) : []
}

/** The value of a JSON text; undefined where it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
