import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useNames } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { dayText } from '../../parts/time.ts'
import { go, Link, useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const SPANS = ['7', '30', '90', '365'] as const

/** What ends soon, the first end first, and when its applicant is reminded of it. */
export default function RemindersPage() {
  const say = useSay()
  const names = useNames()
  const { query } = useAddress()
  const within = SPANS.find((one) => one === query.get('within')) ?? '90'
  const pages = useInfiniteQuery({
    queryKey: ['reminders', within],
    queryFn: ({ pageParam }) =>
      read(api.reminders.$get({ query: { within, ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
  })
  const rows = pages.data?.pages.flatMap(({ reminders }) => reminders) ?? []
  return (
    <>
      <h1>{say('nav.reminders')}</h1>
      <fieldset className="views">
        <legend className="unseen">{say('reminder.within')}</legend>
        {SPANS.map((days) => (
          <Button
            key={days}
            type={days === within ? 'primary' : 'default'}
            aria-pressed={days === within}
            onClick={() => go(`/reminders?within=${days}`)}
          >
            {say('reminder.days', { n: days })}
          </Button>
        ))}
      </fieldset>
      {pages.error && <Failed what={say('nav.reminders')} error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Loading what={say('nav.reminders')} />}
      {pages.data && rows.length === 0 && <p className="empty">{say('reminder.none', { n: within })}</p>}
      {rows.length > 0 && (
        <div className="scroll">
          <table className="list">
            <thead>
              <tr>
                {(['case', 'kind', 'endsOn', 'left', 'matter', 'region', 'next'] as const).map((name) => (
                  <th key={name} scope="col">
                    {say(`reminder.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ caseNo, kind, kindText, endsOn, daysLeft, matter, region, nextAt }) => (
                <tr key={`${caseNo}${kind}`}>
                  <th scope="row">
                    <Link className="code" href={`/cases/${caseNo}`}>
                      {caseNo}
                    </Link>
                  </th>
                  <td data-label={say('reminder.kind')} lang="zh-CN">
                    {kindText}
                  </td>
                  <td data-label={say('reminder.endsOn')} className="number">
                    {endsOn}
                  </td>
                  <td data-label={say('reminder.left')} className="number">
                    {say('reminder.days', { n: daysLeft })}
                  </td>
                  <td data-label={say('reminder.matter')}>{names.matter(matter)}</td>
                  <td data-label={say('reminder.region')}>{names.region(region)}</td>
                  <td data-label={say('reminder.next')} className="number">
                    {nextAt === null ? say('reminder.over') : dayText(nextAt)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say('do.more')}
        </Button>
      )}
    </>
  )
}
