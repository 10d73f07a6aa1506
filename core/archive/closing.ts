import type { Case } from '../case/case.ts'
import { isOver } from '../case/moves.ts'
import { isClosed, parcelsOf } from '../custody/parcel.ts'
import { lastTold } from '../documents/about.ts'
import type { Gateway } from '../gateway.ts'
import { isRatedHere } from '../ratings/invite.ts'

/** What has to be there before a case is filed (办结待归档 → 归档). */
export const CLOSING_CHECKS = {
  result: '有结果',
  receipt: '有收件凭证',
  custody: '交接已闭环',
  rating: '已邀请评价',
} as const
export type ClosingCheck = keyof typeof CLOSING_CHECKS

/** One of them: what is still to be done, null where it is there. */
export interface Checked {
  readonly check: ClosingCheck
  readonly title: string
  readonly todo: string | null
}

/** Goes through all that has to be there before a case is filed. */
export async function checkClosing(gateway: Gateway, value: Case): Promise<Checked[]> {
  const { store } = gateway
  const events = await store.cases.events(value.id)
  const files = await store.files.ofCase(value.id)
  const issued = await store.issuedDocuments.ofCase(value.id)
  const open = parcelsOf(value.no, events).filter((parcel) => !isClosed(parcel))
  const todos: Readonly<Record<ClosingCheck, string | null>> = {
    result: missingResult(gateway, value, events, files),
    receipt:
      value.direction === 'in' || issued.some(({ kind }) => kind === 'collection-voucher')
        ? null
        : '还没有出具收件凭证,请打印后交给申请人',
    custody:
      open.length === 0 ? null : `交接单 ${open.map(({ no }) => no).join('、')} 还没有到最后一手,请登记接收或送达`,
    rating: (await isInvited(gateway, value)) ? null : '还没有邀请申请人评价,请当面请申请人评价',
  }
  return (Object.keys(CLOSING_CHECKS) as ClosingCheck[]).map((check) => ({
    check,
    title: CLOSING_CHECKS[check],
    todo: todos[check],
  }))
}

type Events = Awaited<ReturnType<Gateway['store']['cases']['events']>>
type Files = Awaited<ReturnType<Gateway['store']['files']['ofCase']>>

/** A licence that the matter ends with was told of, and every file of it was fetched. */
function missingResult({ matters }: Gateway, value: Case, events: Events, files: Files): string | null {
  if (!isOver(value.status)) return '还没有办结'
  const waiting = files.filter(({ sha256 }) => sha256 === '')
  if (waiting.length > 0) return `对方的 ${waiting.length} 个文件还没有取到,请等取到或请对方重发`
  const isGranted = ['COMPLETED', 'SHIPPED', 'DELIVERED_RESULT'].includes(value.status)
  const bears = matters.get(value.matter)?.result.kind === 'licence'
  if (isGranted && bears && !lastTold(events, 'licence')) return '已办结,但没有收到证照信息,请向办理方询问'
  return null
}

async function isInvited({ store }: Gateway, value: Case): Promise<boolean> {
  if (!isRatedHere(value) || value.status === 'WITHDRAWN') return true
  if (await store.ratings.invitationOf(value.id)) return true
  return (await store.ratings.ofCase(value.id)).length > 0
}
