import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { go } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import type { CaseAnswer } from './case-page.tsx'
import { Reassign } from './reassign.tsx'
import { Withdraw } from './withdraw.tsx'

const MAY_BE_WITHDRAWN = new Set(['QUEUED', 'DELIVERED', 'SIGNED', 'CORRECTION', 'CORRECTED', 'ACCEPTED', 'REVIEWING'])
const MAY_BE_REASSIGNED = new Set([...MAY_BE_WITHDRAWN, 'SUSPENDED', 'APPROVED', 'CERTIFYING'])

/** What a window or a handler does next with the case, as far as it is theirs to do. */
export function NextStep({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const me = useMe().data
  const permissions = me?.permissions ?? []
  const collects = permissions.includes('case.collect') && found.direction === 'out'
  const mends = collects && found.status === 'CORRECTION'
  const withdraws = collects && MAY_BE_WITHDRAWN.has(found.status)
  const handles = found.handler !== null && found.handler === me?.id && found.steps.length > 0
  const copies = permissions.includes('slip.enter') && found.direction === 'out'
  const slips = useQuery({
    queryKey: ['hand', 'case', found.no],
    queryFn: () => read(api.cases[':no'].slips.$get({ param: { no: found.no } })),
    enabled: copies,
  }).data
  const byHand = copies && slips?.form != null
  const reassigns =
    permissions.includes('case.reassign') && found.direction === 'in' && MAY_BE_REASSIGNED.has(found.status)
  if (!mends && !withdraws && !handles && !byHand && !reassigns) return null
  return (
    <div className="row">
      {mends && (
        <Button type="primary" onClick={() => go(`/cases/${found.no}/correction`)}>
          {say('correction.begin')}
        </Button>
      )}
      {handles && (
        <Button type="primary" onClick={() => go(`/desk?no=${found.no}`)}>
          {say('desk.open')}
        </Button>
      )}
      {byHand && <Button onClick={() => go(`/cases/${found.no}/slips`)}>{say('hand.copy')}</Button>}
      {withdraws && <Withdraw no={found.no} />}
      {reassigns && <Reassign no={found.no} />}
    </div>
  )
}
