import type { InboundMessage } from '../../../core/message.ts'

/** One operation: what its messages are to us, the sections it may carry in their order, and the element of each that says when it happened. */
interface Operation {
  readonly kind: Extract<
    InboundMessage['kind'],
    'apply' | 'materials' | 'supplement' | 'withdraw' | 'progress' | 'query'
  >
  readonly sections: readonly string[]
}

/** The operations of APPROVEDATAINFO; both sides offer all of them under the same names. */
export const OPERATIONS = {
  receiveOnlineApply: { kind: 'apply', sections: ['SPRENYUAN', 'SPQIYE', 'SPXIANGMU', 'SPSHENQIN'] },
  receiveApplyMaterial: { kind: 'materials', sections: ['RECORDS'] },
  receiveAcceptInfo: { kind: 'progress', sections: ['SHOULI'] },
  receiveCourseInfo: { kind: 'progress', sections: ['GDBSSPCL'] },
  receiveCorrectInfo: { kind: 'progress', sections: ['SPBUZHENGGAOZHI'] },
  receiveCorrectResult: { kind: 'supplement', sections: ['SPBUZHENGSHOULI'] },
  receiveSuspendInfo: { kind: 'progress', sections: ['SUSPENDTYPE', 'SPTEBIE', 'SPTEBIEJIEGUO'] },
  receiveFinishInfo: { kind: 'progress', sections: ['SPBANJIE'] },
  receiveResultFileInfo: { kind: 'progress', sections: ['SPSHENPIJIEGUODATA'] },
  receiveWithdraw: { kind: 'withdraw', sections: ['SPCHEXIAO'] },
  getApplyInfo: { kind: 'query', sections: [] },
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof OPERATIONS

/** The operation of that name; only names of the table itself count. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name)
}

/** Elements that are lists: what one of them is called. */
export const LISTS: Readonly<Record<string, string>> = {
  GD: 'R',
  RECORDS: 'RECORD',
  SPSHENPIJIEGUODATA: 'SPSHENPIJIEGUO',
}

/** The element that holds the matter's own lines. */
export const ROWS = 'XML_DATA'

/** The element of a material that says why it has no file. */
export const REMARK = 'REMARK'

/** The element of the end that says what came of a service. */
export const RESULT_VALUES = 'FWJG'

/** WSLX of a licence's file, among the kinds of documents. */
export const LICENCE = 'LIC'

/** The element of a section that says when the stage happened; the times of one case go up by a second at least. */
export const STAGE_TIMES: Readonly<Record<string, string>> = {
  SHOULI: 'YWSLSJ',
  GDBSSPCL: 'SPSJ',
  SPBUZHENGGAOZHI: 'BZGZSJ',
  SPTEBIE: 'TBCXKSRQ',
  SPTEBIEJIEGUO: 'TBCXJSRQ',
  SPBANJIE: 'BJSJ',
}
