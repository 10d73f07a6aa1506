import { useQuery } from '@tanstack/react-query'
import { Conditions, choose } from '../../parts/conditions.tsx'
import { useMatters, useRegions } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText, today } from '../../parts/time.ts'
import { useAddress } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { IndicatorCard } from './indicator-card.tsx'
import { Registry } from './registry.tsx'
import './indicators.css'

export type Report = AnswerOf<typeof api.indicators.$get>
type Group = Report['indicators'][number]['group']

const FILTERS = ['from', 'to', 'region', 'matter', 'direction'] as const
/** So many months before the one that is looked at are shown beside it. */
const MONTHS_BEFORE = 5

/** The figures of a time with their formulas, each with its course over half a year. */
export default function IndicatorsPage() {
  const say = useSay()
  const { query } = useAddress()
  const asked = Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])))
  const to = asked['to'] ?? today()
  const report = useQuery({
    queryKey: ['indicators', asked],
    queryFn: () => read(api.indicators.$get({ query: asked })),
    staleTime: 15_000,
  })
  const course = useQuery({
    queryKey: ['indicators', 'course', { ...asked, to }],
    queryFn: () => read(api.indicators.$get({ query: { ...asked, from: monthsBefore(to), to, by: 'month' } })),
    staleTime: 15_000,
  })
  const { data, error, refetch } = report
  return (
    <>
      <div className="card-head">
        <h1>{say('nav.indicators')}</h1>
        <a href={`/api/indicators/csv?${new URLSearchParams(asked)}`} download>
          {say('indicators.csv')}
        </a>
      </div>
      <Filters asked={asked} />
      {error && <Failed what={say('nav.indicators')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('nav.indicators')} />}
      {data && <Figures report={data} course={course.data} />}
      <RegistryPart />
    </>
  )
}

function Figures({ report, course }: { report: Report; course: Report | undefined }) {
  const say = useSay()
  const groups = [...new Set(report.indicators.map(({ group }) => group))]
  const until = report.countedUntil
  return (
    <>
      <p className="hint">
        {report.from} – {report.to} ·{' '}
        {until ? say('indicators.counted', { time: minuteText(until) }) : say('indicators.notYet')}
      </p>
      {groups.map((group) => (
        <GroupOf key={group} group={group} report={report} course={course} />
      ))}
    </>
  )
}

function GroupOf({ group, report, course }: { group: Group; report: Report; course: Report | undefined }) {
  const say = useSay()
  return (
    <section aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`}>{say(`indicators.group.${group}`)}</h2>
      <div className="indicators">
        {report.indicators.map((about, index) => {
          const figure = report.all[index]
          if (about.group !== group || !figure) return null
          const points = (course?.groups ?? []).map((month) => ({
            month: month.group,
            value: month.figures[index]?.value ?? null,
          }))
          return <IndicatorCard key={about.id} about={about} figure={figure} points={points} />
        })}
      </div>
    </section>
  )
}

function Filters({ asked }: { asked: Readonly<Record<string, string>> }) {
  const say = useSay()
  const regions = useRegions().data?.regions ?? []
  const matters = useMatters().data?.matters ?? []
  const query = new URLSearchParams(asked)
  const conditions = [
    {
      name: 'region',
      label: say('indicators.region'),
      options: regions.map(({ code, name }) => [code, name] as const),
    },
    { name: 'matter', label: say('indicators.matter'), options: matters.map(({ id, name }) => [id, name] as const) },
    {
      name: 'direction',
      label: say('indicators.direction'),
      options: [['out', say('indicators.out')] as const, ['in', say('indicators.in')] as const],
    },
  ]
  return (
    <search className="row filters">
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {say(`indicators.${name}`)}
          <input
            type="date"
            value={asked[name] ?? ''}
            max={today()}
            onChange={(event) => choose('/indicators', query, name, event.target.value)}
          />
        </label>
      ))}
      <Conditions path="/indicators" query={query} conditions={conditions} />
    </search>
  )
}

function RegistryPart() {
  const me = useMe().data
  return (
    <Registry
      mayImport={me?.permissions.includes('indicator.import') ?? false}
      mayFill={me?.permissions.includes('indicator.fill') ?? false}
    />
  )
}

/** The first day of the month so many before the day's. */
function monthsBefore(day: string): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - MONTHS_BEFORE
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}
