import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

export type Report = AnswerOf<(typeof api.definitions)[':subject']['lint']['$post']>
export type Finding = Report['findings'][number]

const SHOWN = 100

/** A finding's place: `regions/130000-hebei/M07.yaml:12:5`. */
export function placeOf({ path }: Finding): { file: string; line: number; column: number } {
  const match = /^(.*?):(\d+):(\d+)$/.exec(path)
  return match
    ? { file: match[1] ?? '', line: Number(match[2]), column: Number(match[3]) }
    : { file: path, line: 1, column: 1 }
}

/** What the check found, errors first, each with its place, its rule and what to do; a place is a way there. */
export function Findings({ report, onGo }: { report: Report; onGo: (place: ReturnType<typeof placeOf>) => void }) {
  const say = useSay()
  // what golden pairs say stands with the pairs
  const findings = report.findings.filter(({ rule }) => !rule.startsWith('pair-'))
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (findings.length === 0) return <p>{say('lint.none')}</p>
  const sorted = findings.toSorted((one, two) => one.severity.localeCompare(two.severity))
  return (
    <>
      <p>{say('lint.counts', { errors, warnings: findings.length - errors })}</p>
      <ul className="findings">
        {sorted.slice(0, SHOWN).map((finding) => {
          const place = placeOf(finding)
          return (
            <li key={`${finding.path} ${finding.rule} ${finding.message}`}>
              <strong className={finding.severity === 'error' ? 'fault' : 'why'}>
                {finding.severity === 'error' ? '✕ ' : '! '}
                {say(`evidence.${finding.severity}`)}
              </strong>{' '}
              <button type="button" className="plain code" onClick={() => onGo(place)}>
                {place.file.split('/').slice(2).join('/') || place.file} L{place.line}:{place.column}
              </button>{' '}
              <span className="code hint">{finding.rule}</span>
              <br />
              <span lang="zh-CN">
                {finding.message}。{finding.fix}。
              </span>
            </li>
          )
        })}
      </ul>
      {sorted.length > SHOWN && <p className="hint">{say('lint.more', { n: sorted.length - SHOWN })}</p>}
    </>
  )
}
