import { minuteText } from '../../parts/time.ts'
import { useSay } from '../../words/language.tsx'
import type { ReceivedDocument } from './use-documents.ts'

type Seal = NonNullable<ReceivedDocument['seal']>

/** What the seal of a document that came says of it, in words; what is wrong with it stands out. */
export function SealLine({ seal: { state, signer, issuer, signedAt } }: { seal: Seal }) {
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
