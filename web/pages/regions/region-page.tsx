import { useQuery } from '@tanstack/react-query'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, Refused, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { RegionSwitch } from '../deliveries/region-switch.tsx'
import { RegionState } from './region-state.tsx'
import { Versions } from './versions.tsx'

type Region = AnswerOf<(typeof api.regions)[':code']['$get']>

/** One region: how it stands, what was agreed, how its messages go, and its versions. What all regions share has only versions. */
export default function RegionPage({ params }: PageProps) {
  const say = useSay()
  const code = params['code'] ?? ''
  const region = useQuery({
    queryKey: ['region', code],
    queryFn: () => read(api.regions[':code'].$get({ param: { code } })),
    enabled: code !== 'config',
  })
  const never = region.error instanceof Refused && region.error.status === 404
  return (
    <>
      <div className="case-head">
        <h1>
          {code === 'config' ? say('region.config') : (region.data?.name ?? code)}{' '}
          {code !== 'config' && <span className="code">{code}</span>}
        </h1>
        {region.data && <RegionState region={region.data} />}
      </div>
      {region.error && !never && (
        <Failed what={say('cases.region')} error={region.error} retry={() => void region.refetch()} />
      )}
      {never && <Note tone="info">{say('region.never')}</Note>}
      {region.isLoading && <Loading what={say('cases.region')} />}
      {region.data && (
        <>
          <RegionSwitch code={code} />
          <p>
            <Link href={`/regions/${code}/conform`}>{say('conform.title')}</Link>
          </p>
          <Agreement region={region.data} />
          <Line region={region.data} />
        </>
      )}
      <Versions code={code} />
    </>
  )
}

type AgreedMatter = {
  readonly directions: readonly ('out' | 'in')[]
  readonly modes: readonly string[]
  readonly note?: string
}

function Agreement({ region }: { readonly region: Region }) {
  const say = useSay()
  const names = useNames()
  const { no, from, until, matters, suspended } = region.agreement
  return (
    <section className="card" aria-labelledby="agreement">
      <h2 id="agreement">
        {say('region.agreement')} <span className="code">{no}</span>
      </h2>
      <p>
        {say('region.from', { from, until })}{' '}
        {suspended !== null && <strong lang="zh-CN">{say('region.suspendedWhy', { why: suspended })}</strong>}
      </p>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {(['matter', 'directions', 'modes', 'note'] as const).map((name) => (
                <th scope="col" key={name}>
                  {say(`region.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(matters as Readonly<Record<string, AgreedMatter>>).map(([id, agreed]) => (
              <tr key={id}>
                <th scope="row">
                  {id} {names.matter(id)}
                </th>
                <td data-label={say('region.directions')}>
                  {agreed.directions.map((one) => say(`cases.${one}`)).join('、')}
                </td>
                <td data-label={say('region.modes')}>{agreed.modes.map(names.mode).join('、')}</td>
                <td data-label={say('region.note')} lang="zh-CN">
                  {agreed.note ?? '—'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** How messages go to and fro. */
function Line({ region }: { readonly region: Region }) {
  const say = useSay()
  const { protocol, inbound, carries, collectEveryMs, delivery, failures, retryAt, lastOkAt, mappings } = region
  const minutes = (ms: number) => say('region.minutes', { n: Math.round(ms / 6_000) / 10 })
  const facts = [
    [say('region.protocol'), protocol],
    [say('region.carries'), carries.map((kind) => say(`delivery.${kind}`)).join('、')],
    [
      say('region.inbound'),
      inbound.length > 0 ? inbound.join('、') : collectEveryMs === null ? '—' : say('region.collected'),
    ],
    ...(collectEveryMs === null ? [] : [[say('region.collectEvery'), minutes(collectEveryMs)]]),
    [
      say('region.retries'),
      say('region.retriesText', {
        pauses: delivery.retryMs.map(minutes).join('、'),
        every: minutes(delivery.thenEveryMs),
        end: minutes(delivery.giveUpAfterMs),
      }),
    ],
    [say('region.lastOk'), lastOkAt === null ? '—' : minuteText(lastOkAt)],
    [say('region.failures'), retryAt === null ? String(failures) : `${failures} · ${minuteText(retryAt)}`],
    [say('region.mappings'), mappings.map(({ matter, version }) => `${matter} ${version.split('+')[0]}`).join('、')],
  ] as const
  return (
    <section className="card" aria-labelledby="line">
      <h2 id="line">{say('region.line')}</h2>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
