import { describe, expect, it } from 'vitest'
import type { HandTask, HandTaskEnd } from '../../core/manual/hand-task.ts'
import type { Slip, SlipDecision } from '../../core/manual/slip.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { endHandTask, insertHandTask } from '../../core/store/hand-tasks.ts'
import { insertSlip, insertSlipDecision, noteSlipOutcome } from '../../core/store/slips.ts'
import { openStore } from '../../core/store/store.ts'
import { SLIP as SAMPLE_SLIP } from '../support/slip-sample.ts'

const TASK: HandTask = {
  deliveryId: 'delivery-h1',
  round: 1,
  region: '540000',
  caseNo: 'WH-H1',
  matter: 'M04',
  kind: 'apply',
  dossier: {
    package: '510107-540000-20260302-0001-SQ',
    digest: 'ab',
    footer: 'ab',
    code: 'XZTB1|…',
    sheetCheck: '556A8FFD',
    lines: [{ number: 1, tab: '登记', column: '姓名（名称）', value: '次仁 𠮷 ? \'"', check: '880D' }],
    linesPerPage: 35,
    items: [{ code: 'XZ-06', name: '申请表（书）', form: '原件', copies: '1', pages: 4 }],
    pages: 6,
  },
  bundle: { sha256: 'cd', name: 'a.zip', mediaType: 'application/zip', sizeBytes: 5 },
  openedAt: 5,
}
const END: HandTaskEnd = {
  deliveryId: TASK.deliveryId,
  round: 1,
  outcome: 'sent',
  carrier: 'post',
  waybill: 'EX000000001CN',
  note: '',
  at: 9,
  by: 'ann',
  byName: '窗口甲',
}
const SLIP: Slip = { ...SAMPLE_SLIP, caseNo: 'WH-H1' }
const DECISION: SlipDecision = {
  slipId: SLIP.id,
  confirmed: true,
  reason: '',
  at: 8,
  by: 'bob',
  byName: '窗口乙',
  outcome: '',
}

/** What every engine must do with what people carry and copy by hand. */
export function testHandWork(open: () => SqlDriver): void {
  describe('what people do by hand', () => {
    it('is found by its delivery and among what waits, and ends once: of two who end it one is refused', async () => {
      const store = openStore(open())
      await store.commit([insertHandTask(TASK)])
      await expect(store.commit([insertHandTask(TASK)])).rejects.toBeInstanceOf(KeyTaken)
      const other = { ...TASK, deliveryId: 'delivery-h2', openedAt: 4 }
      await store.commit([insertHandTask(other)])
      expect(await store.handTasks.byDelivery(TASK.deliveryId)).toEqual({ task: TASK, end: null })
      expect(await store.handTasks.byDelivery('none')).toBeNull()
      expect(await store.handTasks.open(undefined, 10)).toEqual([other, TASK])
      expect(await store.handTasks.open({ at: 4, id: other.deliveryId }, 10)).toEqual([TASK])
      const ended = await Promise.allSettled(['ann', 'bob'].map((by) => store.commit(endHandTask({ ...END, by }))))
      expect(ended.filter(({ status }) => status === 'rejected').length).toBe(1)
      expect((await store.handTasks.byDelivery(TASK.deliveryId))?.end).toMatchObject({ outcome: 'sent', at: 9 })
      expect(await store.handTasks.open(undefined, 10)).toEqual([other])
      expect((await store.handTasks.ended(undefined, 10)).map(({ task }) => task)).toEqual([TASK])
      await store.commit([insertHandTask({ ...TASK, round: 2 })])
      expect(await store.handTasks.byDelivery(TASK.deliveryId)).toMatchObject({ task: { round: 2 }, end: null })
    })

    it('is copied once and decided once, and what came of it is noted behind', async () => {
      const store = openStore(open())
      await store.commit([insertSlip(SLIP)])
      const later = { ...SLIP, id: 'slip-0', enteredAt: 9 }
      await store.commit([insertSlip(later)])
      expect(await store.slips.byId(SLIP.id)).toEqual(SLIP)
      expect(await store.slips.ofCase(SLIP.caseNo)).toEqual([SLIP, later])
      expect(await store.slips.waiting({ at: 7, id: SLIP.id }, 10)).toEqual([later])
      expect(await store.slips.decisionOf(SLIP.id)).toBeNull()
      const decided = await Promise.allSettled([
        store.commit(insertSlipDecision(DECISION)),
        store.commit(insertSlipDecision({ ...DECISION, confirmed: false, reason: '核对码不符', by: 'eve' })),
      ])
      expect(decided.filter(({ status }) => status === 'rejected').length).toBe(1)
      await store.commit([noteSlipOutcome(SLIP.id, 'processed')])
      const decision = await store.slips.decisionOf(SLIP.id)
      expect(decision).toMatchObject({ outcome: 'processed', confirmed: decision?.by === 'bob' })
      expect(await store.slips.waiting(undefined, 10)).toEqual([later])
    })
  })
}
