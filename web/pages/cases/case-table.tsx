import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { StatusTag } from '../../parts/status-tag.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Row = AnswerOf<typeof api.cases.$get>['cases'][number]

/** Cases, each with a way to its page. */
export function CaseTable({ rows, to = '/cases' }: { rows: readonly Row[]; to?: string }) {
  const say = useSay()
  const names = useNames()
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{say('cases.no')}</th>
            <th scope="col">{say('cases.matter')}</th>
            <th scope="col">{say('cases.region')}</th>
            <th scope="col">{say('cases.status')}</th>
            <th scope="col">{say('cases.partnerNo')}</th>
            <th scope="col">{say('cases.updated')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.no}>
              <th scope="row">
                <Link className="code" href={`${to}/${row.no}`}>
                  {row.no}
                </Link>
              </th>
              <td data-label={say('cases.matter')}>{names.matter(row.matter)}</td>
              <td data-label={say('cases.region')}>
                <span aria-hidden="true">{row.direction === 'out' ? '→ ' : '← '}</span>
                {names.region(row.region)}
                <span className="unseen">{say(`cases.${row.direction}`)}</span>
              </td>
              <td data-label={say('cases.status')}>
                <StatusTag status={row.status as Status} />
                {row.attention !== null && <span className="flag">! {say('cases.attention')}</span>}
              </td>
              <td data-label={say('cases.partnerNo')} className="code">
                {row.partnerNo ?? '—'}
              </td>
              <td data-label={say('cases.updated')} className="number">
                {minuteText(row.updatedAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
