import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Text } from '../../parts/entry.tsx'
import { Note } from '../../parts/note.tsx'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { Faults } from './faults.tsx'
import { type Slip, SlipFacts } from './slip-facts.tsx'

/** One slip that waits: the second person reads word, number and check once more. */
export function SlipReview({ slip, onDone }: { slip: Slip; onDone(says: string, good: boolean): void }) {
  const say = useSay()
  const client = useQueryClient()
  const me = useMe().data
  const [reading, setReading] = useState({ status: '', partnerNo: '', check: '' })
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const act = async (work: () => Promise<Slip>, says: (done: Slip) => readonly [string, boolean]) => {
    setBusy(true)
    setError(null)
    try {
      onDone(...says(await work()))
      await client.invalidateQueries({ queryKey: ['hand'] })
      await client.invalidateQueries({ queryKey: ['case', slip.caseNo] })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const param = { id: slip.id }
  const confirm = () =>
    act(
      () => read(api.slips[':id'].confirm.$post({ param, json: reading })),
      ({ outcome }) =>
        outcome === 'processed'
          ? [say('hand.taken', { no: slip.caseNo }), true]
          : [say('hand.notTaken', { outcome }), false],
    )
  const refuse = () =>
    act(
      () => read(api.slips[':id'].refuse.$post({ param, json: { reason } })),
      () => [say('hand.returned'), true],
    )
  const put = (part: Partial<typeof reading>) => setReading({ ...reading, ...part })
  return (
    <article className="card">
      <h3>
        <Link href={`/cases/${slip.caseNo}`}>
          <span className="code">{slip.caseNo}</span>
        </Link>{' '}
        <span lang="zh-CN">{slip.regionName}</span>
      </h3>
      <SlipFacts slip={slip} />
      {slip.enteredBy === me?.id ? (
        <Note tone="info">{say('hand.own')}</Note>
      ) : (
        me?.permissions.includes('slip.confirm') && (
          <>
            <fieldset className="element">
              <legend>{say('hand.read')}</legend>
              <div className="field-grid">
                <Text label={say('hand.status')} value={reading.status} onChange={(status) => put({ status })} />
                <Text
                  label={say('hand.partnerNo')}
                  value={reading.partnerNo}
                  onChange={(partnerNo) => put({ partnerNo })}
                />
                <Text label={say('hand.check')} value={reading.check} onChange={(check) => put({ check })} />
              </div>
              <Button type="primary" loading={busy} onClick={() => void confirm()}>
                {say('hand.confirm')}
              </Button>
            </fieldset>
            <Text label={say('hand.reason')} value={reason} onChange={setReason} />
            <Button danger loading={busy} onClick={() => void refuse()}>
              {say('hand.refuse')}
            </Button>
          </>
        )
      )}
      <Faults error={error} />
    </article>
  )
}
