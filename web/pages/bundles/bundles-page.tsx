import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { go, Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type ListedTheme = AnswerOf<typeof api.themes.$get>['themes'][number]

/** What can be done at one go, and what was taken in lately. */
export default function BundlesPage() {
  const say = useSay()
  const themes = useQuery({ queryKey: ['themes'], queryFn: () => read(api.themes.$get()) })
  const recent = useQuery({
    queryKey: ['bundles'],
    queryFn: () => read(api.bundles.$get({ query: { limit: '20' } })),
    staleTime: 0,
  })
  return (
    <>
      <h1>{say('bundle.themes')}</h1>
      {themes.error && <Failed what={say('bundle.themes')} error={themes.error} retry={() => void themes.refetch()} />}
      {!themes.data && !themes.error && <Loading what={say('bundle.themes')} />}
      {themes.data?.themes.map((theme) => (
        <ThemeCard key={theme.id} theme={theme} />
      ))}
      <section className="card" aria-labelledby="recent">
        <h2 id="recent">{say('bundle.recent')}</h2>
        {recent.error && (
          <Failed what={say('bundle.recent')} error={recent.error} retry={() => void recent.refetch()} />
        )}
        {recent.data?.bundles.length === 0 && <p className="hint">{say('bundle.none')}</p>}
        <ul className="plain-list">
          {recent.data?.bundles.map(({ no, themeName, state, createdAt }) => (
            <li key={no}>
              <Link href={`/bundles/${no}`}>
                <span lang="zh-CN">{themeName}</span> {no}
              </Link>{' '}
              <span>{say(`bundle.state.${state}`)}</span> <span className="number">{minuteText(createdAt)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function ThemeCard({ theme }: { theme: ListedTheme }) {
  const say = useSay()
  const { id, name, summary, children, savings } = theme
  const { separately, together } = savings.questions
  return (
    <section className="card" aria-labelledby={`theme-${id}`}>
      <h2 id={`theme-${id}`} lang="zh-CN">
        {name}
      </h2>
      <p lang="zh-CN">{summary}</p>
      <p>
        <span className="hint">{say('bundle.order')}</span>{' '}
        <span lang="zh-CN">{children.map((child) => child.name).join(' → ')}</span>
      </p>
      <p>{say('bundle.saves', { separately, together, visits: savings.visits.separately })}</p>
      <Button type="primary" onClick={() => go(`/bundles/new/${id}`)}>
        {say('bundle.start')}
        <span className="unseen" lang="zh-CN">
          {' '}
          {name}
        </span>
      </Button>
    </section>
  )
}
