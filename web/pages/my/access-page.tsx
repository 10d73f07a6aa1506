import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { open, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Unreachable } from './my-case-page.tsx'
import { useAnswer } from './use-answer.ts'

/** Who saw an applicant's data: when and in which role, never who. */
export default function AccessPage() {
  const say = useSay()
  const { answer, failed, again } = useAnswer(() => read(open.my.access.$get()))
  if (failed) return <Unreachable again={again} />
  return (
    <>
      <h1>{say('my.access')}</h1>
      <p className="hint">{say('my.accessHint')}</p>
      {!answer && <p role="status">{say('my.loading')}</p>}
      {answer?.access.length === 0 && <p>{say('my.accessNone')}</p>}
      {answer && answer.access.length > 0 && (
        <section>
          <ul className="course">
            {answer.access.map(({ at, role, what }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
              <li key={index}>
                <span className="number">{minuteText(at)}</span>{' '}
                {say(`my.access.${what}`, { who: say(`my.role.${role ?? 'none'}`) })}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Link className="button" href="/my/case">
        {say('my.back')}
      </Link>
    </>
  )
}
