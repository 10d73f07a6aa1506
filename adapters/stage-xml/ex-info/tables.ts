import type { InboundMessage } from '../../../core/message.ts'

/** One table of EX_GDBS: how a tree calls it, and the element of a step that says when it happened. */
interface Table {
  readonly key: string
  readonly kind: Extract<InboundMessage['kind'], 'apply' | 'materials' | 'progress'>
  readonly at?: string
}

/** The tables in the order in which a case goes through them. */
export const TABLES = {
  EX_GDBS_SB: { key: 'SB', kind: 'apply' },
  EX_GDBS_SBCL: { key: 'SBCL', kind: 'materials' },
  EX_GDBS_WSYSL: { key: 'WSYSL', kind: 'progress', at: 'YSLSJ' },
  EX_GDBS_BJGZ: { key: 'BJGZ', kind: 'progress', at: 'BJGZSJ' },
  EX_GDBS_BJSL: { key: 'BJSL', kind: 'progress', at: 'BJSLSJ' },
  EX_GDBS_SL: { key: 'SL', kind: 'progress', at: 'SLSJ' },
  EX_GDBS_SPCL: { key: 'SPCL', kind: 'progress', at: 'SPSJ' },
  EX_GDBS_TBCXSQ: { key: 'TBCXSQ', kind: 'progress', at: 'TBCXSQSJ' },
  EX_GDBS_TBCXJG: { key: 'TBCXJG', kind: 'progress' },
  EX_GDBS_BJ: { key: 'BJ', kind: 'progress', at: 'BJSJ' },
  EX_GDBS_LQDJ: { key: 'LQDJ', kind: 'progress', at: 'LQSJ' },
} as const satisfies Record<string, Table>

export type TableName = keyof typeof TABLES

export const TABLE_NAMES = Object.keys(TABLES) as TableName[]

/** The table of that name; only names of the list itself count. */
export function isTable(name: string): name is TableName {
  return Object.hasOwn(TABLES, name)
}

/** Fields whose value is a piece of XML of its own. */
export const FORM = 'XML_DATA'
export const MARKS = 'SHMX'
