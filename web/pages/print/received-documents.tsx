import { minuteText } from '../../parts/time.ts'
import { fileAddress } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { ReceivedDocument } from './use-documents.ts'

/** What the other side issued, as it came, with what its seal says of it. */
export function ReceivedDocuments({ received }: { received: readonly ReceivedDocument[] }) {
  const say = useSay()
  if (received.length === 0) return null
  return (
    <>
      <h3>{say('print.received')}</h3>
      <ul className="plain-list">
        {received.map(({ no, title, date, fileId, receivedAt, seal }) => (
          <li key={`${no} ${receivedAt}`}>
            <span lang="zh-CN">{title}</span> <span className="code">{no}</span> <span className="hint">{date}</span>{' '}
            {fileId === null ? (
              <span className="hint">{say('print.notYet')}</span>
            ) : (
              <a href={fileAddress(fileId)} download>
                {say('print.original')}
                <span className="unseen"> {title}</span>
              </a>
            )}
            {seal && <SealLine seal={seal} />}
          </li>
        ))}
      </ul>
    </>
  )
}

type Seal = NonNullable<ReceivedDocument['seal']>

/** What the seal of a document that came says of it, in words; what is wrong with it stands out. */
function SealLine({ seal: { state, signer, issuer, signedAt } }: { seal: Seal }) {
  const say = useSay()
  const isWrong = state !== 'valid' && state !== 'none'
  return (
    <div className={isWrong ? 'fault' : 'hint'}>
      {say(`seal.${state}`)}
      {issuer !== '' && (
        <>
          {' · '}
          {say('seal.issuer')} <span lang="zh-CN">{issuer}</span>
        </>
      )}
      {signer !== '' && (
        <>
          {' · '}
          {say('seal.signer')} <span lang="zh-CN">{signer}</span>
        </>
      )}
      {signedAt !== null && ` · ${minuteText(signedAt)}`}
    </div>
  )
}
