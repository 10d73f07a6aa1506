import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Settings = AnswerOf<typeof api.settings.$get>

/** What is configured, and where each of it comes from; secrets only by whether they are set. */
export default function SettingsPage() {
  const say = useSay()
  const { data, error, refetch } = useQuery({ queryKey: ['settings'], queryFn: () => read(api.settings.$get()) })
  return (
    <>
      <h1>{say('nav.settings')}</h1>
      {error && <Failed what={say('nav.settings')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('nav.settings')} />}
      {data && <Own found={data} />}
      {data && <Process settings={data.settings} />}
    </>
  )
}

function Own({ found }: { readonly found: Settings }) {
  const say = useSay()
  const { home, publicUrl, sms, sharedData } = found
  const facts = [
    [say('settings.home'), `${home.name} ${home.division}`],
    [say('settings.org'), `${home.orgName} ${home.orgCode}`],
    [say('settings.phone'), home.phone],
    [say('settings.publicUrl'), publicUrl],
    [say('settings.sms'), say(sms ? 'settings.connected' : 'settings.notConnected')],
    [say('settings.sharedData'), say(sharedData ? 'settings.connected' : 'settings.notConnected')],
  ] as const
  return (
    <section className="card" aria-labelledby="own">
      <h2 id="own">{say('settings.own')}</h2>
      <p className="hint">{say('settings.ownLead')}</p>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd lang="zh-CN">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Process({ settings }: { readonly settings: Settings['settings'] }) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="process">
      <h2 id="process">{say('settings.process')}</h2>
      <p className="hint">{say('settings.processLead')}</p>
      {settings.length === 0 ? (
        <p className="empty">{say('settings.none')}</p>
      ) : (
        <div className="scroll">
          <table className="list">
            <thead>
              <tr>
                {(['name', 'value', 'source', 'meaning'] as const).map((name) => (
                  <th scope="col" key={name}>
                    {say(`settings.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {settings.map(({ name, text, value, source, secret }) => (
                <tr key={name}>
                  <th scope="row" className="code">
                    {name}
                  </th>
                  <td data-label={say('settings.value')} className="code">
                    {secret ? say(source === 'environment' ? 'settings.set' : 'settings.made') : value || '—'}
                  </td>
                  <td data-label={say('settings.source')}>{say(`settings.${source}`)}</td>
                  <td data-label={say('settings.meaning')} lang="zh-CN">
                    {text}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
