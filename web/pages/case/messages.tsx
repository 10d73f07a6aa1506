import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { timeText } from '../../parts/time.ts'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** The bytes that went to and fro; only for those who may see messages. */
export default function Messages({ no }: { no: string }) {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['evidence', no],
    queryFn: () => read(api.cases[':no'].evidence.$get({ param: { no } })),
  })
  return (
    <section className="card" aria-labelledby="messages">
      <h2 id="messages">{say('case.messages')}</h2>
      {error && <Failed what={say('case.messages')} error={error} />}
      {!data && !error && <Loading what={say('case.messages')} />}
      {data?.evidence.length === 0 && <p>{say('case.noMessages')}</p>}
      {data?.evidence.map((one) => (
        <details key={one.id} className="message">
          <summary>
            {one.direction === 'out' ? '→' : '←'} {one.operation} ·{' '}
            {say(one.direction === 'out' ? 'case.sent' : 'case.got')} {timeText(one.sentAt)} · HTTP {one.httpStatus} ·{' '}
            {say('case.verdict')} {one.verdict}
          </summary>
          <Bytes label={say(one.direction === 'out' ? 'case.bytesOut' : 'case.bytesIn')} text={one.request} />
          <Bytes label={say('case.bytesAnswer')} text={one.response} />
        </details>
      ))}
    </section>
  )
}

const BASE64 = 'base64:'

function Bytes({ label, text }: { label: string; text: string }) {
  const say = useSay()
  const raw = text.startsWith(BASE64)
  return (
    <figure>
      <figcaption>
        {label} {raw && `(${say('case.notText')})`}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0} lang="zh-CN">
        {raw ? text.slice(BASE64.length) : text}
      </pre>
    </figure>
  )
}
