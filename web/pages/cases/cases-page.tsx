import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { StatusTag } from '../../parts/status-tag.tsx'
import { minuteText } from '../../parts/time.ts'
import { go, Link, useAddress } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { CaseFilters } from './case-filters.tsx'

const EVERY_MS = 15_000
const NAMES = ['status', 'region', 'direction', 'matter', 'mine'] as const

type Row = AnswerOf<typeof api.cases.$get>['cases'][number]
type Filter = Parameters<typeof api.cases.$get>[0]['query']

/** All cases, the newest first; the conditions stand in the address, as codes only. */
export default function CasesPage() {
  const say = useSay()
  const { query } = useAddress()
  const filter = Object.fromEntries(
    NAMES.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])),
  ) as Filter
  const pages = useInfiniteQuery({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam }) =>
      read(api.cases.$get({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    refetchInterval: EVERY_MS,
  })
  const rows = pages.data?.pages.flatMap(({ cases }) => cases) ?? []
  return (
    <>
      <h1>{say('cases.title')}</h1>
      <Find />
      <CaseFilters query={query} />
      {pages.error && <Failed what={say('cases.title')} error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Loading what={say('cases.title')} />}
      {pages.data && rows.length === 0 && <Nothing filtered={Object.keys(filter).length > 0} />}
      {rows.length > 0 && <CaseTable rows={rows} />}
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say('do.more')}
        </Button>
      )}
    </>
  )
}

function Nothing({ filtered }: { filtered: boolean }) {
  const say = useSay()
  return (
    <p className="empty">
      {say('cases.empty')} {filtered && <Button onClick={() => go('/cases')}>{say('do.clear')}</Button>}
    </p>
  )
}

function Find() {
  const say = useSay()
  const [no, setNo] = useState('')
  const open = (event: FormEvent) => {
    event.preventDefault()
    const typed = no.normalize('NFKC').replaceAll(/\s/g, '')
    if (/^[\w-]{1,60}$/.test(typed)) go(`/cases/${typed}`)
  }
  return (
    <form className="row" onSubmit={open}>
      <label htmlFor="find">{say('cases.find')}</label>
      <Input
        id="find"
        className="short"
        value={no}
        autoComplete="off"
        onChange={(event) => setNo(event.target.value)}
      />
      <Button htmlType="submit">{say('cases.open')}</Button>
    </form>
  )
}

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
