import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { minuteText } from '../parts/time.ts'
import { type Say, useSay } from '../words/language.tsx'
import { Link } from './address.tsx'
import { type AnswerOf, api, read } from './ask.ts'

type Message = AnswerOf<typeof api.me.messages.$get>['messages'][number]

const MESSAGES = ['messages']
/** So soon somebody is told who looks at another page. */
const LOOK_MS = 10_000

/** What the gateway tells who is signed in: how much of it is new, and the list, newest first. */
export function Bell() {
  const say = useSay()
  const client = useQueryClient()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { data, error } = useQuery({
    queryKey: MESSAGES,
    queryFn: () => read(api.me.messages.$get()),
    refetchInterval: LOOK_MS,
  })
  const unread = data?.unread ?? 0
  const markRead = async (ids: string[]) => {
    if (ids.length === 0) return
    client.setQueryData(MESSAGES, await read(api.me.messages.read.$post({ json: { ids } })))
  }
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    setOpen(false)
    button.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from wherever the focus is inside
    <span className="bell" onKeyDown={close}>
      <Button size="small" ref={button} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {unread > 0 ? say('bell.unread', { n: unread }) : say('bell.title')}
      </Button>
      <span role="status" className="unseen">
        {unread > 0 && say('bell.unread', { n: unread })}
      </span>
      <section id={id} className="bell-list" aria-label={say('bell.title')} hidden={!open}>
        {error && <p>{say('bell.failed')}</p>}
        {data?.messages.length === 0 && <p>{say('bell.none')}</p>}
        {unread > 0 && (
          <Button
            size="small"
            onClick={() => void markRead((data?.messages ?? []).filter((one) => !one.readAt).map((one) => one.id))}
          >
            {say('bell.allRead')}
          </Button>
        )}
        <ul>
          {data?.messages.map((one) => (
            <Row key={one.id} message={one} onRead={() => void markRead(one.readAt ? [] : [one.id])} />
          ))}
        </ul>
      </section>
    </span>
  )
}

function Row({ message, onRead }: { message: Message; onRead: () => void }) {
  const say = useSay()
  const { kind, caseNo, dueAt, at, readAt } = message
  return (
    <li className={readAt ? undefined : 'new'}>
      <span className="hint">
        {minuteText(at)} · {say(readAt ? 'bell.isRead' : 'bell.isNew')}
      </span>
      <span>
        {caseNo && (
          <>
            <Link href={`/cases/${caseNo}`} onClickCapture={onRead}>
              {caseNo}
            </Link>{' '}
          </>
        )}
        {textOf(message, say)} {dueAt && say('bell.due', { time: minuteText(dueAt) })}
      </span>
      {kind === 'help' && !readAt && (
        <Button size="small" onClick={onRead}>
          {say('bell.coming')}
        </Button>
      )}
    </li>
  )
}

function textOf({ kind, colour, stageName, place }: Message, say: Say): string {
  if (kind === 'help') return say('bell.help', { place: place ?? '' })
  const known = colour === 'yellow' || colour === 'red' || colour === 'overdue' ? colour : 'unknown'
  return say(`bell.clock.${known}`, { stage: stageName ?? '' })
}
