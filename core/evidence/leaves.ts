import { isObject, type Json } from '../json.ts'
import type { Sample } from './sample.ts'

/** One field of a partner's messages with what the samples have in it. */
export interface Leaf {
  /** dotted, lists as `list[]` */
  readonly path: string
  /** of all samples, blanks left out, each value once */
  readonly values: readonly string[]
  /** how JSON writes it where the samples are JSON */
  readonly written: 'text' | 'number' | 'boolean'
  /** in how many samples it stands with a value */
  readonly filled: number
  /** by sample: its values there, in their order */
  readonly bySample: readonly (readonly string[])[]
}

const SCHEMA_STEPS = /(^|\.)(complexType|sequence|all|simpleType|restriction)(?=\.|$)/g

/** Every field that a sample has, in the order in which they first come. */
export function leavesOf(samples: readonly Sample[]): Leaf[] {
  const found = new Map<string, { bySample: string[][]; written: Leaf['written'] }>()
  for (const [index, { tree, format }] of samples.entries()) {
    const note = (path: string, value: Json) => {
      const key = format === 'wsdl' ? path.replace(SCHEMA_STEPS, '').replace(/^\./, '') : path
      const leaf = found.get(key) ?? { bySample: samples.map(() => []), written: 'text' as const }
      if (typeof value === 'number' || typeof value === 'boolean')
        leaf.written = typeof value === 'number' ? 'number' : 'boolean'
      found.set(key, leaf)
      const text = value === null ? '' : String(value).trim()
      if (text !== '') leaf.bySample[index]?.push(text)
    }
    walk(tree, '', note)
  }
  return [...found].map(([path, { bySample, written }]) => ({
    path,
    written,
    bySample,
    values: [...new Set(bySample.flat())],
    filled: bySample.filter((values) => values.length > 0).length,
  }))
}

function walk(value: Json, path: string, note: (path: string, value: Json) => void): void {
  if (Array.isArray(value)) {
    for (const element of value) walk(element, `${path}[]`, note)
    return
  }
  if (!isObject(value)) {
    note(path, value)
    return
  }
  for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`, note)
}
