import type { InboundMessage } from '../../../core/message.ts'

/** One table of EX_GDBS: how a tree calls it, and the field of a step that says when it happened. */
export interface Table {
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

/** The list of materials, `number:name:copies` joined by `;`, in an application and in the steps about a correction. */
export const LIST = 'SBCLQD'
export const ASKED_LIST = 'BJCLQD'

/** The fields of an application in their order (3.3). */
export const APPLICATION_FIELDS = [
  ...['SBLSH', 'SBLSH_SHORT', 'PROJECT_CODE', 'SXBM', 'SXBM_SHORT', 'SXMC', 'SXQXBM', 'SQRLX', 'SQRMC', 'SQRZJLX'],
  ...['SQRZJHM', 'LXRXM', 'LXRZJLX', 'LXRSFZJHM', 'LXRSJ', 'SBXMMC', LIST, 'TJFS', 'SBHZH', 'SBSJ', 'SBJTWD'],
  ...['XZQHDM', 'F_XZQHDM', 'YSBLSH', 'WSSBQD', 'OBTAIN_PAPER_WAY', 'OBTAIN_DELIVER_WAY', 'CZLX', 'CXYY', 'VERSION'],
  ...['REC_FLAG', FORM, 'INSERTTIME'],
]

/** The fields of a material in their order (3.3). */
export const MATERIAL_FIELDS = [
  ...['SBLSH', 'SBLSH_SHORT', 'SXBM_SHORT', 'STUFF_SEQ', 'CLBM', 'CLMC', 'WJLX', 'CLLX', 'CLFS', 'MTJLX', 'ZZBS'],
  ...['ATTACH_NAME', 'ATTACH_TYPE', 'ATTACH_SIZE', 'ATTACH_SIGN', 'SAVE_TYPE', 'ATTACH_DATA', 'VERSION', 'REC_FLAG'],
  'INSERTTIME',
]

/** What every step begins with (3.4). */
export const STEP_HEAD = [
  ...['SBLSH', 'SBLSH_SHORT', 'PROJECT_CODE', 'SXBM_SHORT', 'XZQHDM', 'VERSION', 'REC_FLAG', 'INSERTTIME'],
]
