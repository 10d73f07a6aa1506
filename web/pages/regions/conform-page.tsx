import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useRegions } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { type Say, useSay } from '../../words/language.tsx'
import { ConformRun } from './conform-run.tsx'

type Found = AnswerOf<(typeof api.conformance.regions)[':code']['$get']>
type Against = Found['runs'][number]['against']

/** Checks a region's interface with its golden cases and a fixed list of faults, and keeps what came of it. */
export default function ConformPage({ params }: PageProps) {
  const say = useSay()
  const code = params['code'] ?? ''
  const may = useMe().data?.permissions.includes('region.conform') ?? false
  const name = useRegions().data?.regions.find((one) => one.code === code)?.name ?? code
  const [chosen, choose] = useState<string | null>(null)
  const found = useQuery({
    queryKey: ['conformance', code],
    queryFn: () => read(api.conformance.regions[':code'].$get({ param: { code } })),
  })
  const shown = chosen ?? found.data?.runs[0]?.id ?? null
  return (
    <>
      <div className="case-head">
        <h1>{say('conform.of', { region: name })}</h1>
        <Link href={`/regions/${code}`}>{say('diff.back')}</Link>
      </div>
      <p className="hint">{say('conform.lead')}</p>
      {found.error && <Failed what={say('conform.title')} error={found.error} retry={() => void found.refetch()} />}
      {found.isLoading && <Loading what={say('conform.title')} />}
      {found.data && may && <Begin code={code} found={found.data} onBegun={choose} />}
      {shown && <ConformRun key={shown} id={shown} />}
      {found.data && <Earlier runs={found.data.runs} onLook={choose} />}
    </>
  )
}

function Begin({
  code,
  found,
  onBegun,
}: {
  readonly code: string
  readonly found: Found
  readonly onBegun: (id: string) => void
}) {
  const say = useSay()
  const client = useQueryClient()
  const [against, setAgainst] = useState<Against>('simulator')
  const begin = useMutation({
    mutationFn: () => read(api.conformance.regions[':code'].$post({ param: { code }, json: { against } })),
    onSuccess: async ({ id }) => {
      onBegun(id)
      await client.invalidateQueries({ queryKey: ['conformance', code] })
    },
  })
  const can = against === 'simulator' ? found.simulator : found.sandbox !== null
  const sides = ['simulator', 'sandbox'] as const
  return (
    <section className="card" aria-labelledby="begin">
      <h2 id="begin">{say('conform.against')}</h2>
      <div role="radiogroup" aria-labelledby="begin" className="row">
        {sides.map((side) => (
          <label key={side}>
            <input type="radio" name="against" checked={against === side} onChange={() => setAgainst(side)} />{' '}
            {say(`conform.${side}`)}
          </label>
        ))}
      </div>
      {against === 'simulator' && !found.simulator && <p className="hint">{say('conform.noSimulator')}</p>}
      {against === 'sandbox' && (
        <p className="hint">
          {found.sandbox === null
            ? say('conform.noSandbox')
            : `${say('conform.sandboxAt', { address: found.sandbox })} ${say('conform.registers')}`}
        </p>
      )}
      {begin.error && <Failed what={say('conform.begin')} error={begin.error} />}
      <Button type="primary" loading={begin.isPending} disabled={!can} onClick={() => begin.mutate()}>
        {say('conform.begin')}
      </Button>
    </section>
  )
}

function Earlier({ runs, onLook }: { readonly runs: Found['runs']; readonly onLook: (id: string) => void }) {
  const say = useSay()
  const columns = ['when', 'who', 'whom', 'version', 'verdict'] as const
  return (
    <section className="card" aria-labelledby="earlier">
      <h2 id="earlier">{say('conform.earlier')}</h2>
      {runs.length === 0 ? (
        <p className="empty">{say('conform.none')}</p>
      ) : (
        <div className="scroll">
          <table className="list">
            <thead>
              <tr>
                {columns.map((name) => (
                  <th scope="col" key={name}>
                    {say(`conform.${name}`)}
                  </th>
                ))}
                <th scope="col">{say('conform.look')}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => {
                const { id, startedAt, actor, against, address, version } = run
                return (
                  <tr key={id}>
                    <th scope="row" className="number">
                      {minuteText(startedAt)}
                    </th>
                    <td data-label={say('conform.who')}>{actor}</td>
                    <td data-label={say('conform.whom')}>
                      {say(`conform.${against}`)} {address && <span className="code">{address}</span>}
                    </td>
                    <td data-label={say('conform.version')}>v{version}</td>
                    <td data-label={say('conform.verdict')}>{outcome(run, say)}</td>
                    <td data-label={say('conform.look')}>
                      <Button size="small" onClick={() => onLook(id)}>
                        {say('conform.look')}
                      </Button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** How a run ended; one that was broken off passed nothing. */
function outcome({ state, passed, failed, left, reason }: Found['runs'][number], say: Say): string {
  if (state === 'running') return say('conform.running', { n: passed + failed + left })
  if (state === 'broken-off') return `⚠ ${say('conform.brokenOff')}`
  if (state === 'not-made') return `⚠ ${say('conform.notMade', { reason })}`
  return `${failed > 0 ? '✕' : '✓'} ${say('conform.done', { passed, failed, left })}`
}
