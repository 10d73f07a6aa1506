import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { type Card, readCard, valuesOf } from '../../parts/card-reader.ts'
import { useDivisions } from '../../parts/fields/division-field.tsx'
import { useNames } from '../../parts/names.ts'
import { dayText, nowText, timeText } from '../../parts/time.ts'
import { type Values, valueAt } from '../../parts/values.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import type { Content } from './intake-state.ts'

const SHOWN = 3
/** Numbers of identity cards and of companies. */
const WHOLE_NUMBER = /^[0-9A-Z]{18}$/

/** What spares typing: the card on the reader, and what the applicant's earlier cases hold. */
export function useApplicantAid(content: Content, fill: (values: Values, over: boolean) => void) {
  const me = useMe().data
  const readerUrl = me?.readerUrl ?? ''
  const divisions = useDivisions()
  const reading = useMutation({
    mutationFn: () => readCard(readerUrl),
    onSuccess: (card) => {
      if (typeof card === 'object') fill(valuesOf(card, nowText(), divisions), true)
    },
  })
  const name = String(valueAt(content.form, 'applicant.name') ?? '')
  const idNo = String(valueAt(content.form, 'applicant.idNo') ?? '')
  const { matter, region } = content
  const earlier = useQuery({
    // kept in memory while the page is open, never in the address
    queryKey: ['earlier', name, idNo, matter, region],
    queryFn: () => read(api.applicants.lookup.$post({ json: { name, idNo, matter, region } })),
    enabled: matter !== '' && name !== '' && WHOLE_NUMBER.test(idNo),
    gcTime: 0,
    retry: false,
  })
  const [brought, setBrought] = useState<string | null>(null)
  const carried = earlier.data?.carried ?? null
  const bring = () => {
    if (!carried || brought === carried.no) return
    fill(carried.form as Values, false)
    setBrought(carried.no)
  }
  return {
    canRead: readerUrl !== '',
    read: () => readerUrl !== '' && !reading.isPending && reading.mutate(),
    reading: reading.isPending,
    card: reading.data ?? null,
    earlier: earlier.data ?? null,
    brought: carried !== null && brought === carried.no,
    bring,
  }
}

type Aid = ReturnType<typeof useApplicantAid>

/** The reader's key, what it read, and the applicant's earlier cases with the key that takes them over. */
export function ApplicantAid({ aid }: { aid: Aid }) {
  const say = useSay()
  const names = useNames()
  const cases = aid.earlier?.cases ?? []
  const carried = aid.earlier?.carried
  if (!aid.canRead && cases.length === 0) return null
  return (
    <section className="card slim" aria-label={say('intake.aid')}>
      {aid.canRead && (
        <p className="row">
          <Button aria-keyshortcuts="F2" loading={aid.reading} onClick={aid.read}>
            {say('intake.readCard')} F2
          </Button>
          <span role="status">
            <CardSaid card={aid.card} />
          </span>
        </p>
      )}
      <div aria-live="polite">
        {cases.length > 0 && (
          <>
            <p>{say('intake.wasHere', { n: cases.length })}</p>
            <ul className="plain-list">
              {cases.slice(0, SHOWN).map(({ no, matter, region, createdAt }) => (
                <li key={no}>
                  <Link href={`/cases/${no}`}>
                    {dayText(createdAt)} {names.region(region)} · {names.matter(matter)}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
        {carried && (
          <p className="row">
            <Button aria-keyshortcuts="Alt+R" disabled={aid.brought} onClick={aid.bring}>
              {say('intake.bring', { n: countOf(carried.form as Values) })} <kbd>Alt+R</kbd>
            </Button>
            <span role="status">{aid.brought && say('intake.brought')}</span>
          </p>
        )}
      </div>
    </section>
  )
}

function CardSaid({ card }: { card: Card | 'no-card' | 'unreachable' | null }) {
  const say = useSay()
  if (card === null) return null
  if (typeof card === 'string') return <span className="fault">{say(`intake.card.${card}`)}</span>
  const facts = { device: card.device, time: timeText(Date.now()).slice(11) }
  if (card.faceMatch === false) return <span className="fault">{say('intake.card.differs', facts)}</span>
  return card.faceMatch ? say('intake.card.matched', facts) : say('intake.card.read', facts)
}

/** How many fields it holds; an address is one. */
function countOf(values: Values): number {
  return Object.values(values).reduce<number>((sum, value) => {
    const isOne = typeof value !== 'object' || value === null || 'detail' in value
    return sum + (isOne ? 1 : countOf(value as Values))
  }, 0)
}
