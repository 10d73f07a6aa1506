import type { Handling } from './handling.ts'
import { type Body, inner, outer } from './wire.ts'

/** §3.4: one case's state, or what happened to all of them since a cursor. */
export function lookUp(url: URL, { progress, caseOf }: Handling): Body {
  if (url.pathname === '/api/v2/apply/progress') {
    const ApplyNo = url.searchParams.get('ApplyNo') ?? ''
    const found = caseOf(ApplyNo)
    if (!found) return inner('2007', '查无此件', { ApplyNo })
    const { handled, entry } = found
    const Events = progress.log.filter((event) => event['ApplyNo'] === ApplyNo)
    return inner('1000', '成功', {
      ApplyNo,
      CaseNo: handled.caseNo,
      Status: entry.status,
      EventSeq: handled.seq,
      Events,
    })
  }
  if (url.pathname !== '/api/v2/apply/changes') return outer('404', '路径不存在')
  const from = Number(url.searchParams.get('Cursor') ?? '') || 0
  const Events = progress.log.slice(from, from + (Number(url.searchParams.get('Limit')) || 100))
  const next = from + Events.length
  return inner('1000', '成功', { Cursor: String(next), HasMore: next < progress.log.length ? '是' : '否', Events })
}
