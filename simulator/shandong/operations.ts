/** §3.3: the operations that both sides offer, with the sections of each in their order. */
export const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  receiveOnlineApply: ['SPRENYUAN', 'SPQIYE', 'SPXIANGMU', 'SPSHENQIN'],
  receiveApplyMaterial: ['RECORDS'],
  receiveAcceptInfo: ['SHOULI'],
  receiveCourseInfo: ['GDBSSPCL'],
  receiveCorrectInfo: ['SPBUZHENGGAOZHI'],
  receiveCorrectResult: ['SPBUZHENGSHOULI'],
  receiveSuspendInfo: ['SUSPENDTYPE', 'SPTEBIE', 'SPTEBIEJIEGUO'],
  receiveFinishInfo: ['SPBANJIE'],
  receiveResultFileInfo: ['SPSHENPIJIEGUODATA'],
  receiveWithdraw: ['SPCHEXIAO'],
  getApplyInfo: [],
}
