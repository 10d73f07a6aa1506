import type { JsonObject } from '../../core/json.ts'
import type { PayloadMessage, PayloadSetting } from '../../core/protocol.ts'
import { feedbackRecords } from './feedback.ts'
import { toHead, toYwxtbh } from './head.ts'
import type { MatterOptions, Options } from './options.ts'
import { type PackageRecord, SIDS, writePackage } from './package.ts'
import { applicationMemory, supplementChanges, supplementRecords } from './supplement.ts'
import { applicationRecords, elementsOf, withdrawalRecords } from './tree-records.ts'

/** A message made ready: what to call, the tree with only what travels, how that becomes records, and what to remember once the region took it. */
export interface Plan {
  readonly operation: string
  readonly mainSid: string
  readonly matter: MatterOptions
  readonly ywxtbh: string
  readonly tree: JsonObject
  readonly toRecords: (tree: JsonObject) => PackageRecord[]
  readonly memo: JsonObject
}

/** What a plan depends on; files may still be slots. */
export type Planned = Omit<PayloadMessage, 'at'>

/** Decides how a message travels. Throws where the region's options do not name the matter: its rules and options do not belong together. */
export function planMessage(message: Planned, { region, options, home }: PayloadSetting<Options>): Plan {
  const matter = options.matters[message.matter]
  if (!matter) throw new Error(`region ${region} has no operations for ${message.matter}`)
  const ywxtbh = ywxtbhOf(message, matter, home.division)
  const plan = { matter, ywxtbh, ...toRecordPlan(message, matter, options) }
  return { ...plan, memo: { ...plan.memo, ywxtbh, correlation: ywxtbh } }
}

/** The package of a plan, written at a moment; only FSSJ depends on it, so that what the region compares is the same on every attempt. */
export function writePlan(plan: Plan, records: readonly PackageRecord[], options: Options, at: number): string {
  return writePackage(toHead(options, { class: plan.matter.class, ywxtbh: plan.ywxtbh }, at), records)
}

/** 业务协同编号 of a case of ours; it follows from the case alone, so that an answer may come before we know that the region took it. */
export function correlationOf(
  { matter, caseNo, caseCreatedAt }: Pick<Planned, 'matter' | 'caseNo' | 'caseCreatedAt'>,
  { options, home }: PayloadSetting<Options>,
): string | null {
  const known = options.matters[matter]
  return known ? toYwxtbh(home.division, known.class, caseCreatedAt, caseNo) : null
}

function ywxtbhOf(message: Planned, matter: MatterOptions, division: string): string {
  const known = message.memo['ywxtbh']
  if (typeof known === 'string' && known !== '') return known
  if (message.kind === 'progress') throw new Error('the case has no 业务协同编号')
  return toYwxtbh(division, matter.class, message.caseCreatedAt, message.caseNo)
}

function toRecordPlan(
  message: Planned,
  matter: MatterOptions,
  { general }: Options,
): Pick<Plan, 'operation' | 'mainSid' | 'tree' | 'toRecords' | 'memo'> {
  const { tree, memo } = message
  switch (message.kind) {
    case 'apply':
      return {
        operation: matter.request,
        mainSid: matter.requestSid,
        tree,
        toRecords: (filled) => applicationRecords(filled, matter),
        memo: applicationMemory(tree),
      }
    case 'supplement':
      return {
        operation: general.supplement,
        mainSid: SIDS.supplement,
        toRecords: (filled) => supplementRecords(filled, matter),
        ...supplementChanges(message, matter),
      }
    case 'withdraw':
      return { operation: general.withdraw, mainSid: SIDS.withdraw, tree, toRecords: withdrawalRecords, memo: {} }
    case 'progress': {
      const listed = elementsOf(((memo['lastTree'] ?? {}) as JsonObject)['files'])
      return {
        operation: matter.feedback,
        mainSid: matter.feedbackSid,
        tree,
        toRecords: (filled) => feedbackRecords(filled, matter, listed),
        memo: {},
      }
    }
    case 'shipment':
    case 'reissue':
      throw new Error(`this protocol carries no ${message.kind}`)
  }
}
