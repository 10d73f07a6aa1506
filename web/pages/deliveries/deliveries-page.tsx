import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Conditions, conditionsIn } from '../../parts/conditions.tsx'
import { useRegions } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { go, useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { DeliveryTable } from './delivery-table.tsx'
import { Redrive } from './redrive.tsx'
import { RegionSwitch } from './region-switch.tsx'
import { DELIVERY_STATES } from './state-tag.tsx'

const EVERY_MS = 15_000
const NAMES = ['state', 'region'] as const
/** previews that one dialog shows */
const MOST_AT_ONCE = 20

type Filter = Parameters<typeof api.deliveries.$get>[0]['query']

/** What has to be handed to the regions, the newest first; dead letters are sent again from here, after a look at what would go. */
export default function DeliveriesPage() {
  const say = useSay()
  const { query } = useAddress()
  const may = useMe().data?.permissions ?? []
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [previewing, setPreviewing] = useState(false)
  const filter = conditionsIn(query, NAMES) as Filter
  const pages = useInfiniteQuery({
    queryKey: ['deliveries', filter],
    queryFn: ({ pageParam }) =>
      read(api.deliveries.$get({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    refetchInterval: EVERY_MS,
  })
  const rows = pages.data?.pages.flatMap(({ deliveries }) => deliveries) ?? []
  const dead = rows.filter(({ id, state }) => state === 'dead' && chosen.includes(id)).map(({ id }) => id)
  const region = query.get('region')
  return (
    <>
      <h1>{say('nav.deliveries')}</h1>
      <Filters query={query} />
      {region && <RegionSwitch code={region} />}
      {pages.error && <Failed what={say('nav.deliveries')} error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Loading what={say('nav.deliveries')} />}
      {pages.data && rows.length === 0 && (
        <Nothing state={query.get('state')} filtered={Object.keys(filter).length > 0} />
      )}
      {rows.length > 0 && (
        <DeliveryTable
          rows={rows}
          {...(may.includes('delivery.redrive')
            ? { chosen, onChoose: (next: readonly string[]) => setChosen(next.slice(0, MOST_AT_ONCE)) }
            : {})}
        />
      )}
      <div className="row">
        {pages.hasNextPage && (
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {say('do.more')}
          </Button>
        )}
        {dead.length > 0 && (
          <Button type="primary" onClick={() => setPreviewing(true)}>
            {say('delivery.previewSome', { n: dead.length })}
          </Button>
        )}
      </div>
      {previewing && (
        <Redrive
          ids={dead}
          onClose={() => setPreviewing(false)}
          onDone={() => {
            setPreviewing(false)
            setChosen([])
          }}
        />
      )}
    </>
  )
}

function Filters({ query }: { query: URLSearchParams }) {
  const say = useSay()
  const regions = useRegions().data?.regions ?? []
  const filters = [
    { name: 'region', label: say('cases.region'), options: regions.map(({ code, name }) => [code, name] as const) },
    {
      name: 'state',
      label: say('cases.status'),
      options: DELIVERY_STATES.map((code) => [code, say(`delivery.${code}`)] as const),
    },
  ]
  return (
    <div className="row filters">
      <Conditions path="/deliveries" query={query} conditions={filters} />
    </div>
  )
}

function Nothing({ state, filtered }: { state: string | null; filtered: boolean }) {
  const say = useSay()
  return (
    <p className="empty">
      {say(state === 'dead' ? 'delivery.noDead' : 'delivery.none')}{' '}
      {filtered && <Button onClick={() => go('/deliveries')}>{say('do.clear')}</Button>}
    </p>
  )
}
