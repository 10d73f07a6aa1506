import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { Word } from '../../words/zh.ts'

type Run = AnswerOf<(typeof api.conformance)[':id']['$get']>
type Check = Run['checks'][number]

/** So often a run is looked at while it goes on. */
const LOOK_MS = 700
const TONES = { passed: ['good', '✓'], failed: ['bad', '✕'], 'not-run': ['neutral', '—'] } as const

/** One run: how far it is, what each check found, and its report to take along. */
export function ConformRun({ id }: { readonly id: string }) {
  const say = useSay()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['conformance-run', id],
    queryFn: () => read(api.conformance[':id'].$get({ param: { id } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  })
  const state = data?.state
  const region = data?.region
  useEffect(() => {
    if (state && state !== 'running') void client.invalidateQueries({ queryKey: ['conformance', region] })
  }, [state, region, client])
  if (error) return <Failed what={say('conform.checks')} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={say('conform.checks')} />
  return (
    <section className="card" aria-labelledby="checks">
      <h2 id="checks">{say('conform.checks')}</h2>
      <HowFar run={data} />
      {data.checks.length > 0 && <Checks checks={data.checks} />}
      {data.state !== 'running' && data.checks.length > 0 && (
        <p className="row">
          {(['html', 'json'] as const).map((kind) => (
            <a key={kind} href={`/api/conformance/${id}/report.${kind}`} download>
              {say(`conform.${kind}`)}
            </a>
          ))}
        </p>
      )}
    </section>
  )
}

function HowFar({ run }: { readonly run: Run }) {
  const say = useSay()
  const { state, checks, passed, failed, left, reason } = run
  if (state === 'running')
    return (
      <Note tone="info" live>
        {say('conform.running', { n: checks.length })}
      </Note>
    )
  if (state === 'broken-off') return <Note tone="warning">{say('conform.brokenOff')}</Note>
  if (state === 'not-made')
    return (
      <Note tone="bad" live>
        <span lang="zh-CN">{say('conform.notMade', { reason })}</span>
      </Note>
    )
  return (
    <Note tone={failed > 0 ? 'bad' : 'good'} live>
      {say('conform.done', { passed, failed, left })}
    </Note>
  )
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const say = useSay()
  const nameOf = useCheckName()
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            {(['check', 'verdict', 'detail', 'took'] as const).map((name) => (
              <th scope="col" key={name}>
                {say(`conform.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {checks.map((one) => {
            const [tone, sign] = TONES[one.verdict]
            return (
              <tr key={one.id}>
                <th scope="row">{nameOf(one)}</th>
                <td data-label={say('conform.verdict')}>
                  <span className={`status status-${tone}`}>
                    <span aria-hidden="true">{sign}</span>
                    {say(`conform.${one.verdict}`)}
                  </span>
                </td>
                <td data-label={say('conform.detail')}>
                  <span lang="zh-CN">{one.detail}</span>
                  {one.verdict === 'failed' && (
                    <p>
                      {say('conform.fix')}
                      <span lang="zh-CN">{one.fix}</span>
                    </p>
                  )}
                </td>
                <td data-label={say('conform.took')} className="number">
                  {say('conform.ms', { n: one.ms })}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const KNOWN = [
  'connect',
  'certificate',
  'clock',
  'duplicate',
  'big-file',
  'correction',
  'unknown-status',
  'callback',
  'signature',
] as const

/** What a check is called; the samples of matters by their matter. */
function useCheckName(): (check: Check) => string {
  const say = useSay()
  const names = useNames()
  return ({ id, title }) => {
    const known = KNOWN.find((one) => one === id)
    if (known) return say(`conform.id.${known}` satisfies Word)
    const matter = /^golden-(M\d+)$/.exec(id)?.[1]
    return matter ? say('conform.id.golden', { matter: `${matter} ${names.matter(matter)}` }) : title
  }
}
