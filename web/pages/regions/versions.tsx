import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { NextStep } from './next-step.tsx'
import { VersionState } from './version-state.tsx'

/** The versions of a region, or of what all of them share. */
export function useVersions(code: string) {
  return useQuery({
    queryKey: ['versions', code],
    queryFn: () => read(api.definitions[':subject'].versions.$get({ param: { subject: code } })),
  })
}

/** A region's versions, newest first, each with what somebody may do with it now. */
export function Versions({ code }: { readonly code: string }) {
  const say = useSay()
  const { data, error, refetch } = useVersions(code)
  const title = say('version.of', { code: code === 'config' ? say('region.config') : code })
  if (error) return <Failed what={title} error={error} retry={() => void refetch()} />
  if (!data) return <Loading what={title} />
  const active = data.versions.find(({ state }) => state === 'active')?.number
  const columns = ['version', 'state', 'author', 'note', 'at', 'next'] as const
  return (
    <section className="card" aria-labelledby="versions">
      <h2 id="versions">{title}</h2>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {columns.map((name) => (
                <th scope="col" key={name}>
                  {say(`version.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.versions.map((version) => {
              const { number, state, author, approvedBy, note, createdAt } = version
              return (
                <tr key={number}>
                  <th scope="row">
                    <Link href={`/regions/${code}/v/${number}`}>v{number}</Link>
                    {active !== undefined && active !== number && (
                      <>
                        {' · '}
                        <Link href={`/regions/${code}/v/${number}/diff/${active}`}>
                          {say('version.compare', { n: active })}
                        </Link>
                      </>
                    )}
                  </th>
                  <td data-label={say('version.state')}>
                    <VersionState state={state} />
                  </td>
                  <td data-label={say('version.author')}>
                    {author === 'files' ? say('version.shipped') : author}
                    {approvedBy && approvedBy !== author && (
                      <span className="hint"> · {say('version.approvedBy', { who: approvedBy })}</span>
                    )}
                  </td>
                  <td data-label={say('version.note')} lang="zh-CN">
                    {note}
                  </td>
                  <td data-label={say('version.at')} className="number">
                    {minuteText(createdAt)}
                  </td>
                  <td data-label={say('version.next')}>
                    <NextStep code={code} version={version} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
