import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { go, Link, useAddress } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { TicketCard } from './ticket-card.tsx'

const EVERY_MS = 10_000
const VIEWS = ['open', 'mine', 'taken', 'closed'] as const

type View = (typeof VIEWS)[number]
type Row = AnswerOf<typeof api.tickets.$get>['tickets'][number]

/** How pressing a ticket is, by sign as well as by word and colour. */
const SIGNS: Readonly<Record<Row['colour'], string>> = {
  overdue: '!!!',
  red: '!!',
  yellow: '!',
  normal: '·',
  unknown: '?',
  none: '·',
}

/** Complaints and rectifications, the first due first, and the one that somebody has before them. */
export default function TicketsPage() {
  const say = useSay()
  const { query } = useAddress()
  const view = VIEWS.find((one) => one === query.get('view')) ?? 'open'
  const pages = useInfiniteQuery({
    queryKey: ['tickets', view],
    queryFn: ({ pageParam }) =>
      read(api.tickets.$get({ query: { ...filterOf(view), ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    refetchInterval: EVERY_MS,
  })
  const rows = pages.data?.pages.flatMap(({ tickets }) => tickets) ?? []
  const no = query.get('no') ?? rows[0]?.no ?? null
  return (
    <>
      <h1>{say('nav.tickets')}</h1>
      <fieldset className="views">
        <legend className="unseen">{say('ticket.views')}</legend>
        {VIEWS.map((one) => (
          <Button
            key={one}
            type={one === view ? 'primary' : 'default'}
            aria-pressed={one === view}
            onClick={() => go(`/tickets?view=${one}`)}
          >
            {say(`ticket.view.${one}`)}
          </Button>
        ))}
      </fieldset>
      {pages.error && <Failed what={say('nav.tickets')} error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Loading what={say('nav.tickets')} />}
      {pages.data && (
        <div className="tickets">
          <nav className="card" aria-label={say(`ticket.view.${view}`)}>
            <h2>{say(`ticket.view.${view}`)}</h2>
            {rows.length === 0 && <p className="hint">{say(`ticket.none.${view}`)}</p>}
            <ol className="plain-list desk-queue">
              {rows.map((row) => (
                <TicketRow key={row.no} row={row} view={view} chosen={row.no === no} />
              ))}
            </ol>
            {pages.hasNextPage && (
              <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {say('ticket.more')}
              </Button>
            )}
          </nav>
          {no !== null && <TicketCard key={no} no={no} />}
        </div>
      )}
    </>
  )
}

function filterOf(view: View) {
  if (view === 'mine') return { mine: '1', state: 'taken' } as const
  return { state: view }
}

function TicketRow({ row, view, chosen }: { row: Row; view: View; chosen: boolean }) {
  const say = useSay()
  const { no, colour, kindText, about, dueAt, takenByName } = row
  return (
    <li className={`clock-${colour}`}>
      <Link href={`/tickets?view=${view}&no=${no}`} aria-current={chosen ? 'true' : undefined}>
        <span aria-hidden="true" className="mark">
          {SIGNS[colour]}
        </span>
        <span lang="zh-CN">
          {kindText} · {about.name}
        </span>
        <span className="hint">
          {say(`clock.${colour}`)} {dueAt ? say('desk.due', { time: minuteText(dueAt) }) : ''}
          {takenByName === null ? '' : ` · ${takenByName}`}
        </span>
      </Link>
    </li>
  )
}
