import { useNames } from '../../parts/names.ts'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Row = AnswerOf<typeof api.clocks.$get>['cases'][number]

/** How pressing a case is, by sign as well as by word and colour. */
const SIGNS: Readonly<Record<Row['colour'], string>> = {
  overdue: '!!!',
  red: '!!',
  yellow: '!',
  normal: '·',
  unknown: '?',
  none: '·',
}

/** My cases by their clocks. */
export function Queue({ rows, chosen }: { rows: readonly Row[]; chosen: string | null }) {
  const say = useSay()
  const names = useNames()
  return (
    <nav className="card" aria-label={say('desk.queue')}>
      <h2>{say('desk.mine', { n: rows.length })}</h2>
      <ol className="plain-list desk-queue">
        {rows.map(({ no, colour, dueAt, provisional, matter, region }) => (
          <li key={no} className={`clock-${colour}`}>
            <Link href={`/desk?no=${no}`} aria-current={no === chosen ? 'true' : undefined}>
              <span aria-hidden="true" className="mark">
                {SIGNS[colour]}
              </span>
              <span>
                {names.region(region)} · {names.matter(matter)}
              </span>
              <span className="hint">
                {say(`clock.${colour}`)} {dueAt ? say('desk.due', { time: minuteText(dueAt) }) : ''}{' '}
                {provisional && say('clock.provisional')}
              </span>
            </Link>
          </li>
        ))}
      </ol>
      {rows.length === 0 && <p>{say('desk.empty')}</p>}
    </nav>
  )
}
