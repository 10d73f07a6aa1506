import { Note } from '../../parts/note.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Versions } from '../regions/versions.tsx'

type Saved = AnswerOf<(typeof api)['region-drafts']['$post']>
const SHOWN = 30

/** What became of it: a draft, what the check says, what is left to do, and whose turn it is. */
export function SavedDraft({ saved, name }: { readonly saved: Saved; readonly name: string }) {
  const say = useSay()
  const findings = saved.findings.toSorted((a, b) => a.severity.localeCompare(b.severity))
  return (
    <>
      <Note tone="good" live>
        {say('evidence.saved', { name, n: String(saved.number) })} {say('evidence.next', { n: String(saved.errors) })}
      </Note>
      <Versions code={saved.subject} />
      <section className="card">
        <h2>{say('evidence.lint')}</h2>
        <ul className="plain-list" lang="zh-CN">
          {findings.slice(0, SHOWN).map(({ path, rule, severity, message, fix }) => (
            <li key={`${path} ${rule} ${message}`}>
              <strong>{say(`evidence.${severity}`)}</strong> <span className="code">{path}</span> {message}。{fix}。
            </li>
          ))}
        </ul>
      </section>
      {saved.open.length > 0 && (
        <section className="card">
          <h2>{say('evidence.open', { n: String(saved.open.length) })}</h2>
          <ul className="plain-list" lang="zh-CN">
            {saved.open.map(({ field, reason }) => (
              <li key={field}>
                <span className="code">{field}</span> {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
