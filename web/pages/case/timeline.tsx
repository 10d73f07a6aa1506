import { useState } from 'react'
import type { EventType } from '../../../core/case/event.ts'
import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { timeText } from '../../parts/time.ts'
import { type Say, useSay } from '../../words/language.tsx'
import type { CaseAnswer, Events } from './case-page.tsx'

/** What concerns the way of files and messages only; folded until somebody asks. */
const TECHNICAL: ReadonlySet<string> = new Set<EventType>([
  'edited',
  'files-taken',
  'file-fetched',
  'files-asked',
  'files-readdressed',
  'leg-moved',
])

/** Whose `kind` and `level` are those of a message; documents, hand-overs and ratings have their own. */
const OF_DELIVERIES: ReadonlySet<string> = new Set<EventType>([
  'delivered',
  'delivery-refused',
  'delivery-dead',
  'redriven',
])

/** What happened to a case, the newest first, in sentences. */
export function Timeline({ found, events }: { found: CaseAnswer; events: Events }) {
  const say = useSay()
  const names = useNames()
  const [all, setAll] = useState(false)
  const region = names.region(found.region)
  const shown = events.filter(({ type }) => all || !TECHNICAL.has(type)).toReversed()
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{say('case.timeline')}</h2>
      <ol className="timeline">
        {shown.map((event) => (
          <li key={event.seq}>
            <time dateTime={new Date(event.at).toISOString()}>{timeText(event.at)}</time>
            <div>
              <p>{sentenceOf(event, say, region)}</p>
              {detailsOf(event, say).map((text) => (
                <p key={text} className="hint">
                  {text}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
      {events.some(({ type }) => TECHNICAL.has(type)) && (
        <label className="tick">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {say('event.technical')}
        </label>
      )}
    </section>
  )
}

type Event = Events[number]

function sentenceOf({ type, status, data }: Event, say: Say, region: string): string {
  if (type === 'assigned' && !('to' in data) && !('draw' in data)) return say('event.assignedNobody')
  const kind = OF_DELIVERIES.has(type) ? say(`delivery.${data['kind']}` as 'delivery.apply') : ''
  const level = OF_DELIVERIES.has(type) && data['level'] ? say(`level.${data['level']}` as 'level.A0') : ''
  const draw = data['draw'] as { chosen?: string } | undefined
  return say(`event.${type as EventType}`, {
    region,
    kind,
    level,
    status: say(`status.${status as Status}`),
    to: String(data['to'] ?? draw?.chosen ?? ''),
    carrier: String(data['carrier'] ?? ''),
    waybill: String(data['waybillNo'] ?? ''),
  })
}

/** What was said with it: reasons, documents, what a region answered, who did it. */
function detailsOf({ data, actor }: Event, say: Say): string[] {
  const told = (data['progress'] ?? data) as {
    note?: unknown
    reason?: unknown
    message?: unknown
    document?: { title?: string; no?: string }
    correction?: { items?: { label?: string; reason?: string }[] }
    decision?: { reason?: string }
    suspension?: { reason?: string }
  }
  const reasons = [told.note, told.reason, told.decision?.reason, told.suspension?.reason]
  if (typeof data['code'] === 'string') reasons.push(`${data['code']} ${String(told.message ?? '')}`)
  return [
    ...reasons
      .filter((text): text is string => typeof text === 'string' && text !== '')
      .map((text) => say('event.reason', { text })),
    ...(told.correction?.items ?? []).map(({ label = '', reason = '' }) => `${label}:${reason}`),
    ...(told.document
      ? [say('event.document', { text: `${told.document.title ?? ''} ${told.document.no ?? ''}` })]
      : []),
    actor.startsWith('region:') ? say('event.byRegion') : actorOf(actor, say),
  ]
}

function actorOf(actor: string, say: Say): string {
  if (actor === 'applicant') return say('my.actor')
  return actor.startsWith('staff:') ? say('actor.staff', { id: actor.slice('staff:'.length) }) : say('actor.gateway')
}
