import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import type { ApproveDataOptions } from '../options.ts'
import { digestOf, objectsOf, type Plan, type Planned } from '../plan.ts'
import { textOf } from '../texts.ts'
import { correctionResult } from './amend.ts'
import { type Memory, memoryOf, type Section } from './memory.ts'
import { batches, recordsToSend } from './records.ts'
import type { Stage } from './stage.ts'
import { progressStages } from './steps.ts'

/** The messages of a step, numbered on from the last that was taken. What an earlier try already brought there does not go again. */
export function planStages(message: PayloadMessage, options: ApproveDataOptions): Plan<Stage> {
  const memory = memoryOf(message.memo)
  switch (message.kind) {
    case 'apply':
      return planApplication(message, memory, options)
    case 'supplement':
      return planSupplement(message, memory, options)
    case 'withdraw':
      return numbered(message, memory, [
        { operation: 'receiveWithdraw', body: { SPCHEXIAO: message.tree['SPCHEXIAO'] ?? {} }, remember: {} },
      ])
    case 'progress':
      return numbered(message, memory, progressStages(message.tree, memory))
    default:
      throw new Error(`this protocol carries no ${message.kind}`)
  }
}

function planApplication(message: PayloadMessage, memory: Memory, options: ApproveDataOptions): Plan<Stage> {
  const { tree } = message
  const { SPRENYUAN = {}, SPQIYE = {}, SPSHENQIN = {} } = tree
  const application = isObject(SPSHENQIN) ? SPSHENQIN : {}
  // the list of materials is told again by the materials themselves
  const { ACCEPTLIST: _, VERSION: __, ...compared } = application
  const applied = digestOf({ SPRENYUAN, SPQIYE, SPSHENQIN: compared })
  if (memory.applied !== '' && memory.applied !== applied)
    return {
      ok: false,
      code: 'already-registered',
      message: '对方已登记这份申办,表单不能再改,只能补交材料;要改表单请先撤回',
      faults: [],
    }
  const records = recordsToSend(message, objectsOf(tree['RECORDS']), 1, memory.records)
  const body = { SPRENYUAN, SPQIYE, SPSHENQIN: withVersion(application, 1) }
  const first: Section = { operation: 'receiveOnlineApply', body, remember: { version: 1, applied, records: [] } }
  const materials = batches(records, memory.applied === '' ? [] : memory.records, options)
  return numbered(message, memory, memory.applied === '' ? [first, ...materials] : materials)
}

function planSupplement(message: PayloadMessage, memory: Memory, options: ApproveDataOptions): Plan<Stage> {
  const version = Math.max(memory.version, 1) + 1
  const before = isObject(message.memo['lastTree']) ? message.memo['lastTree'] : {}
  const amended = correctionResult(before, message.tree, version, options.filler)
  if (!amended.ok) return amended
  const records = recordsToSend(message, amended.records, version, memory.records)
  const result: Section = {
    operation: 'receiveCorrectResult',
    body: { SPBUZHENGSHOULI: amended.section },
    remember: { version, records: [] },
  }
  return numbered(message, memory, [...batches(records, memory.records, options), result])
}

function numbered(message: PayloadMessage, memory: Memory, sections: readonly Section[]): Plan<Stage> {
  const caseNo = message.kind === 'progress' ? (message.partnerCaseNo ?? '') : message.caseNo
  let now: Memory = memory
  const stages = sections.map(({ operation, body, remember }): Planned<Stage> => {
    now = { ...now, ...remember, no: now.no + 1 }
    const stage = { operation, caseNo, matterCode: textOf(message.tree['SXBM']), no: now.no, body }
    return { stage, memo: { stages: now as unknown as Json } }
  })
  return { ok: true, stages }
}

function withVersion(group: JsonObject, version: number): JsonObject {
  return 'VERSION' in group ? { ...group, VERSION: String(version) } : group
}
