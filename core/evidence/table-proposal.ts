import type { Codes } from '../form/codes.ts'
import type { Leaf } from './leaves.ts'

/** A partner's code table as far as the samples show it. */
export interface TableProposal {
  /** ours */
  readonly table: string
  /** how the partner writes: our codes, our words, or codes of its own, which only its document tells */
  readonly writes: 'codes' | 'words' | 'own'
  readonly rows: readonly { readonly ours: string; readonly theirs: string; readonly label: string }[]
  /** values of the samples that no row has */
  readonly open: readonly string[]
}

/** The table of a field that means a code of ours. Words that are ours settle every row; codes that are ours settle those seen, and the rest stand as ours until the document says otherwise. */
export function proposeTable(leaf: Leaf, name: string, codes: Codes): TableProposal | undefined {
  const table = codes.tables.get(name)
  if (!table || table.rows.length > 400) return undefined
  const byWord = new Map(table.rows.map(({ code, label }) => [label, code]))
  const byCode = new Set(table.rows.map(({ code }) => code))
  if (leaf.values.every((value) => byWord.has(value)))
    return {
      table: name,
      writes: 'words',
      rows: table.rows.map(({ code, label }) => ({ ours: code, theirs: label, label })),
      open: [],
    }
  if (leaf.values.every((value) => byCode.has(value)))
    return {
      table: name,
      writes: 'codes',
      rows: table.rows.map(({ code, label }) => ({ ours: code, theirs: code, label })),
      open: [],
    }
  return { table: name, writes: 'own', rows: [], open: leaf.values }
}
