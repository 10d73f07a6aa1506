import { useQuery } from '@tanstack/react-query'
import { useNames } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { dayText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Listed = AnswerOf<typeof api.signatures.keys.$get>

/** Days before its end at which a certificate is told of, as it is told. */
const SOON = [
  [0, 'status-bad', '✕', 'keys.over'],
  [7, 'status-bad', '!', 'keys.left'],
  [30, 'status-applicant', '!', 'keys.left'],
] as const

/** Which secrets and certificates the regions need: whether they are there, and until when. No secret is shown. */
export default function KeysPage() {
  const say = useSay()
  const { data, error, refetch } = useQuery({ queryKey: ['keys'], queryFn: () => read(api.signatures.keys.$get()) })
  const missing = data?.keys.filter(({ stored }) => !stored).length ?? 0
  return (
    <>
      <h1>{say('nav.keys')}</h1>
      <p className="hint">{say('keys.lead')}</p>
      {error && <Failed what={say('nav.keys')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('nav.keys')} />}
      {data && missing > 0 && <Note tone="warning">{say('keys.missing', { n: missing })}</Note>}
      {data && <Certificates certificates={data.certificates} />}
      {data && <Keys keys={data.keys} />}
    </>
  )
}

function Certificates({ certificates }: { readonly certificates: Listed['certificates'] }) {
  const say = useSay()
  const names = useNames()
  return (
    <section className="card" aria-labelledby="certificates">
      <h2 id="certificates">{say('keys.certificates')}</h2>
      {certificates.length === 0 ? (
        <p className="empty">{say('keys.noCertificates')}</p>
      ) : (
        <div className="scroll">
          <table className="list">
            <thead>
              <tr>
                {(['region', 'days', 'from', 'until', 'kind', 'place', 'fingerprint'] as const).map((name) => (
                  <th scope="col" key={name}>
                    {say(`keys.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {certificates.map((one) => (
                <tr key={`${one.region} ${one.place} ${one.fingerprint}`}>
                  <th scope="row">
                    <Link href={`/regions/${one.region}`}>{names.region(one.region)}</Link>
                  </th>
                  <td data-label={say('keys.days')}>
                    <Left days={one.daysLeft} />
                  </td>
                  <td data-label={say('keys.from')} className="number">
                    {dayText(one.notBefore)}
                  </td>
                  <td data-label={say('keys.until')} className="number">
                    {dayText(one.notAfter)}
                  </td>
                  <td data-label={say('keys.kind')}>{one.kind.toUpperCase()}</td>
                  <td data-label={say('keys.place')} className="code">
                    {one.place}
                  </td>
                  <td data-label={say('keys.fingerprint')} className="code">
                    {one.fingerprint}
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

function Left({ days }: { readonly days: number }) {
  const say = useSay()
  const soon = SOON.find(([most]) => days < most)
  if (!soon) return <>{say('keys.left', { n: days })}</>
  const [, className, sign, word] = soon
  return (
    <span className={`status ${className}`}>
      {sign} {say(word, { n: days })}
    </span>
  )
}

function Keys({ keys }: { readonly keys: Listed['keys'] }) {
  const say = useSay()
  const names = useNames()
  return (
    <section className="card" aria-labelledby="keys">
      <h2 id="keys">{say('keys.keys')}</h2>
      <div className="scroll">
        <table className="list">
          <thead>
            <tr>
              {(['name', 'region', 'place', 'stored'] as const).map((name) => (
                <th scope="col" key={name}>
                  {say(`keys.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map(({ name, region, place, stored }) => (
              <tr key={`${region} ${place}`}>
                <th scope="row" className="code">
                  {name}
                </th>
                <td data-label={say('keys.region')}>
                  <Link href={`/regions/${region}`}>{names.region(region)}</Link>
                </td>
                <td data-label={say('keys.place')} className="code">
                  {place}
                </td>
                <td data-label={say('keys.stored')}>
                  <span className={`status ${stored ? 'status-good' : 'status-bad'}`}>
                    {stored ? '✓' : '✕'} {say(stored ? 'keys.isStored' : 'keys.isMissing')}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
