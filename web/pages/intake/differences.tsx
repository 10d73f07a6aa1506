import type { ServedMatter } from '../../parts/matter.ts'
import { useSay } from '../../words/language.tsx'

const UNITS = { G: 'limit.G', Z: 'limit.Z', H: 'limit.H', M: 'limit.M' } as const

/** What this region does otherwise than the matter says, each with its reason; that there is nothing is said, too. */
export function Differences({ matter }: { matter: ServedMatter }) {
  const say = useSay()
  const { region, limits } = matter
  const differences = (region?.differences ?? []).filter(({ text }) => !/^[必可]填:该项由.*要求$/.test(text))
  const words = ({ value, unit }: { value: number; unit: keyof typeof UNITS }) => `${value} ${say(UNITS[unit])}`
  return (
    <section className="card" aria-labelledby="differences">
      <h2 id="differences">{say('intake.differences', { n: differences.length })}</h2>
      <p>{say('intake.limits', { promised: words(limits.promised), statutory: words(limits.statutory) })}</p>
      {differences.length === 0 && <p>{say('intake.same')}</p>}
      <ol className="differences" lang="zh-CN">
        {differences.map(({ path, label, text }) => (
          <li key={`${path} ${text}`}>
            <strong>{label}</strong> {text}
          </li>
        ))}
      </ol>
    </section>
  )
}
