import { useQuery } from '@tanstack/react-query'
import type { BundleProgress } from '../../../core/bundle/progress.ts'
import type { Savings } from '../../../core/bundle/savings.ts'
import type { Status } from '../../../core/case/status.ts'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { FailedPage, Loading } from '../../parts/states.tsx'
import { StatusTag } from '../../parts/status-tag.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { SavingsTable } from './savings-table.tsx'
import { useTheme } from './theme.ts'

const LOOK_AGAIN_MS = 3_000

/** A bundle as its API answer shows it. */
interface Shown {
  readonly no: string
  readonly theme: string
  readonly themeName: string
  readonly state: BundleProgress['state']
  readonly clerk: string
  readonly createdAt: string
  readonly children: readonly {
    readonly key: string
    readonly name: string
    readonly state: BundleProgress['children'][number]['state']
    readonly after: readonly string[]
    readonly case: { readonly no: string; readonly region: string; readonly status: Status } | null
  }[]
  readonly say: readonly string[]
  readonly savings: Savings
}

/** One view of all that was applied for together: where each matter stands, what the applicant is to be told, what was saved. */
export default function BundlePage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const { data, error, refetch } = useQuery({
    queryKey: ['bundle', no],
    queryFn: async () => (await read(api.bundles[':no'].$get({ param: { no } }))) as unknown as Shown,
    // children begin and end by themselves
    refetchInterval: ({ state }) => (state.data?.state === 'under-way' ? LOOK_AGAIN_MS : false),
  })
  if (error) return <FailedPage what={say('bundle.title')} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={say('bundle.title')} />
  return <Found bundle={data} />
}

function Found({ bundle }: { bundle: Shown }) {
  const say = useSay()
  const names = useNames()
  const formulas = useTheme(bundle.theme).data?.formulas
  const nameOf = (key: string) => bundle.children.find((child) => child.key === key)?.name ?? key
  return (
    <>
      <h1>
        <span lang="zh-CN">{bundle.themeName}</span> <span className="number">{bundle.no}</span>
      </h1>
      <p className="hint">{say('bundle.by', { clerk: bundle.clerk, time: minuteText(bundle.createdAt) })}</p>
      <section className="card" aria-labelledby="progress">
        <h2 id="progress">{say('bundle.progress')}</h2>
        <Note tone={TONES[bundle.state]} live>
          {say(`bundle.state.${bundle.state}`)}
        </Note>
        <ol className="steps-list">
          {bundle.children.map(({ key, name, state, after, case: own }) => (
            <li key={key}>
              <strong lang="zh-CN">{name}</strong>{' '}
              {own ? <StatusTag status={own.status} /> : <span className="hint">{say(`bundle.child.${state}`)}</span>}{' '}
              {own && (
                <Link href={`/cases/${own.no}`}>
                  {names.region(own.region)} <span className="number">{own.no}</span>
                </Link>
              )}
              {state === 'waiting' && after.length > 0 && (
                <span className="hint" lang="zh-CN">
                  {say('bundle.after', { names: after.map(nameOf).join('、') })}
                </span>
              )}
            </li>
          ))}
        </ol>
        {bundle.say.map((words) => (
          <Note key={words} tone="warning">
            <span lang="zh-CN">{words}</span>
          </Note>
        ))}
      </section>
      <section className="card" aria-labelledby="savings">
        <h2 id="savings">{say('bundle.savings')}</h2>
        <SavingsTable savings={bundle.savings} formulas={formulas} />
      </section>
    </>
  )
}

const TONES = { 'under-way': 'info', done: 'good', ended: 'warning' } as const
