import { useNames } from '../../parts/names.ts'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { StateTag } from './state-tag.tsx'

type Row = AnswerOf<typeof api.deliveries.$get>['deliveries'][number]

/** Deliveries row by row; where `onChoose` is given dead letters can be ticked. */
export function DeliveryTable({
  rows,
  chosen = [],
  onChoose,
}: {
  readonly rows: readonly Row[]
  readonly chosen?: readonly string[]
  readonly onChoose?: (chosen: readonly string[]) => void
}) {
  const say = useSay()
  const names = useNames()
  const columns = [
    'delivery.id',
    'cases.no',
    'cases.region',
    'cases.status',
    'delivery.tries',
    'delivery.reason',
  ] as const
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            {onChoose && (
              <th scope="col">
                <span className="unseen">{say('delivery.choose')}</span>
              </th>
            )}
            {columns.map((word) => (
              <th scope="col" key={word}>
                {say(word)}
              </th>
            ))}
            <th scope="col">{say('delivery.at')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {onChoose && (
                <td data-label={say('delivery.choose')}>
                  {row.state === 'dead' ? (
                    <input
                      type="checkbox"
                      className="tick-box"
                      aria-label={say('delivery.chooseOne', { id: shortId(row.id) })}
                      checked={chosen.includes(row.id)}
                      onChange={(event) =>
                        onChoose(event.target.checked ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))
                      }
                    />
                  ) : (
                    <span aria-hidden="true">–</span>
                  )}
                </td>
              )}
              <th scope="row">
                <Link className="code" href={`/deliveries/${row.id}`}>
                  {shortId(row.id)}
                </Link>{' '}
                {say(`delivery.${row.kind}`)}
              </th>
              <td data-label={say('cases.no')}>
                <Link className="code" href={`/cases/${row.caseNo}`}>
                  {row.caseNo}
                </Link>
              </td>
              <td data-label={say('cases.region')}>{names.region(row.region)}</td>
              <td data-label={say('cases.status')}>
                <StateTag state={row.state} />
              </td>
              <td data-label={say('delivery.tries')} className="number">
                {row.attempts}
              </td>
              <td data-label={say('delivery.reason')} lang="zh-CN">
                {row.reason || '—'}
              </td>
              <td data-label={say('delivery.at')} className="number">
                {minuteText(row.createdAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The end of an id: the ids of one second begin alike. */
export function shortId(id: string): string {
  return id.slice(-8)
}
