import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { conditionsIn } from '../../parts/conditions.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { go, useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { CaseFilters } from './case-filters.tsx'
import { CaseTable } from './case-table.tsx'
import { Export } from './export.tsx'
import { Find } from './find.tsx'
import { SavedFilters } from './saved-filters.tsx'

const EVERY_MS = 15_000
const NAMES = ['status', 'region', 'direction', 'matter', 'mine'] as const

type Filter = Parameters<typeof api.cases.$get>[0]['query']

/** All cases, the newest first; the conditions stand in the address, as codes only. */
export default function CasesPage() {
  const say = useSay()
  const { query } = useAddress()
  const filter = conditionsIn(query, NAMES) as Filter
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
      <SavedFilters conditions={filter} />
      <Export filter={filter} />
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
