import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'

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

/** A region's versions, newest first; another administrator approves what passed the check. */
export function Versions({ code }: { readonly code: string }) {
  const say = useSay()
  const me = useMe()
  const versions = useQuery({
    queryKey: ['versions', code],
    queryFn: () => read(api.definitions[':subject'].versions.$get({ param: { subject: code } })),
  })
  const approve = useMutation({
    mutationFn: (number: number) =>
      read(
        api.definitions[':subject'].versions[':number'].approve.$post({
          param: { subject: code, number: String(number) },
        }),
      ),
    onSuccess: () => versions.refetch(),
  })
  const title = say('evidence.draftOf', { code })
  if (versions.error) return <Failed what={title} error={versions.error} retry={() => void versions.refetch()} />
  if (!versions.data) return <Loading what={title} />
  return (
    <section className="card">
      <h2>{title}</h2>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {(['version', 'state', 'author', 'note', 'approve'] as const).map((name) => (
                <th scope="col" key={name}>
                  {say(`evidence.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.data.versions.map(({ number, state, author, note }) => (
              <tr key={number}>
                <th scope="row" data-label={say('evidence.version')}>
                  {number}
                </th>
                <td data-label={say('evidence.state')}>{say(`evidence.state.${state}`)}</td>
                <td data-label={say('evidence.author')}>{author}</td>
                <td data-label={say('evidence.note')} lang="zh-CN">
                  {note}
                </td>
                <td data-label={say('evidence.approve')}>
                  {state === 'checked' && author !== me.data?.id ? (
                    <Button size="small" loading={approve.isPending} onClick={() => approve.mutate(number)}>
                      {say('evidence.approve')}
                    </Button>
                  ) : (
                    <span className="hint">
                      {author === me.data?.id
                        ? say('evidence.approveOwn')
                        : state === 'draft'
                          ? say('evidence.approveUnchecked')
                          : '—'}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {approve.error && <Failed what={say('evidence.approve')} error={approve.error} />}
    </section>
  )
}
