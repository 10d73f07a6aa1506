import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { hunksOf, lineDiff } from './line-diff.ts'

const SIGNS = { same: ' ', gone: '−', new: '+' } as const
const definitions = api.definitions[':subject']

/** What version `n` has otherwise than version `m`: rule by rule, and line by line. */
export default function DiffPage({ params }: PageProps) {
  const say = useSay()
  const { code = '', n = '', m = '' } = params
  const version = (number: string) => ({
    queryKey: ['version', code, number],
    queryFn: () => read(definitions.versions[':number'].$get({ param: { subject: code, number } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const before = useQuery(version(m))
  const after = useQuery(version(n))
  const rules = useQuery({
    queryKey: ['diff', code, m, n],
    queryFn: () => read(definitions.diff.$get({ param: { subject: code }, query: { from: m, to: n } })),
  })
  const failed = before.error ?? after.error ?? rules.error
  const title = say('diff.title', { code: code === 'config' ? say('region.config') : code, n, m })
  return (
    <>
      <h1>{title}</h1>
      <p>
        <Link href={`/regions/${code}/v/${n}`}>v{n}</Link> · <Link href={`/regions/${code}/v/${m}`}>v{m}</Link> ·{' '}
        <Link href={`/regions/${code}`}>{say('diff.back')}</Link>
      </p>
      {failed && <Failed what={title} error={failed} retry={() => void rules.refetch()} />}
      {!failed && !(rules.data && before.data && after.data) && <Loading what={title} />}
      {rules.data && <Rules files={rules.data.files} />}
      {before.data && after.data && <Lines before={before.data.files} after={after.data.files} />}
    </>
  )
}

type RuleFile = {
  readonly file: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly changes: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[]
}

function Rules({ files }: { readonly files: readonly RuleFile[] }) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="rules">
      <h2 id="rules">{say('diff.rules')}</h2>
      {files.length === 0 && <p>{say('diff.same')}</p>}
      {files.map(({ file, kind, changes }) => (
        <div key={file}>
          <h3>
            <span className="code">{shortPath(file)}</span> · {say(`diff.${kind}`)}
          </h3>
          {changes.length > 0 && (
            <div className="scroll">
              <table className="list">
                <thead>
                  <tr>
                    {(['path', 'before', 'after'] as const).map((name) => (
                      <th scope="col" key={name}>
                        {say(`shadow.${name}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {changes.map((change) => (
                    <tr key={change.path}>
                      <th scope="row" className="code">
                        {change.path}
                      </th>
                      <td data-label={say('shadow.before')} className="code">
                        {show(change.before)}
                      </td>
                      <td data-label={say('shadow.after')} className="code">
                        {show(change.after)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
      ))}
    </section>
  )
}

type Files = Readonly<Record<string, string>>

function Lines({ before, after }: { readonly before: Files; readonly after: Files }) {
  const say = useSay()
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => before[path] !== after[path])
    .sort()
  return (
    <section className="card" aria-labelledby="lines">
      <h2 id="lines">{say('diff.lines')}</h2>
      {paths.length === 0 && <p>{say('diff.sameText')}</p>}
      {paths.map((path) => (
        <details key={path} open={paths.length <= 5}>
          <summary className="code">{shortPath(path)}</summary>
          {hunksOf(lineDiff(before[path] ?? '', after[path] ?? '')).map((hunk) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
            <pre key={`${hunk[0]?.before} ${hunk[0]?.after}`} className="diff" tabIndex={0}>
              {hunk.map(({ kind, text, before: old, after: fresh }) => (
                <span key={`${old} ${fresh}`} className={`line-${kind}`}>
                  {String(old ?? '').padStart(4)} {String(fresh ?? '').padStart(4)} {SIGNS[kind]} {text}
                  {'\n'}
                </span>
              ))}
            </pre>
          ))}
        </details>
      ))}
    </section>
  )
}

function shortPath(path: string): string {
  return path.startsWith('regions/') ? path.split('/').slice(2).join('/') : path
}

function show(value: unknown): string {
  return value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
}
