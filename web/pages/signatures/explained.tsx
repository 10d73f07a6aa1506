import type { SignatureComparison } from '../../../core/signature.ts'
import { Note } from '../../parts/note.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

type Found = AnswerOf<typeof api.signatures.explain.$post>

/** What a signature is made of, the key masked, and how the partner's relates to it. */
export function Explained({ found }: { readonly found: Found }) {
  const say = useSay()
  const facts = [
    [say('sign.size'), say('sign.sizeText', { n: found.sizeBytes, charset: found.charset })],
    [say('sign.algorithm'), found.algorithm],
    [say('sign.digest'), found.digest],
    [say('sign.signature'), found.signature],
  ] as const
  return (
    <>
      {found.comparison && <Comparison comparison={found.comparison as SignatureComparison} />}
      <h3>{say('sign.string')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{found.stringToSign}</pre>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="code">{value}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(found.headers).length > 0 && (
        <>
          <h3>{say('sign.headers')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <pre tabIndex={0}>
            {Object.entries(found.headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join('\n')}
          </pre>
        </>
      )}
      <details>
        <summary>{say('sign.bytes')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>{found.bytesHex}</pre>
      </details>
    </>
  )
}

function Comparison({ comparison }: { readonly comparison: SignatureComparison }) {
  const say = useSay()
  switch (comparison.verdict) {
    case 'same':
      return <Note tone="good">{say('sign.same')}</Note>
    case 'same-string':
      return <Note tone="warning">{say('sign.sameString')}</Note>
    case 'other-signature':
      return (
        <Note tone="bad">
          {say(comparison.causes.length > 0 ? 'sign.causes' : 'sign.otherSignature')}{' '}
          <span lang="zh-CN">{comparison.causes.join(';')}</span>
        </Note>
      )
    case 'other-string':
      return (
        <Note tone="bad">
          {say('sign.differs', { at: comparison.at, line: comparison.line })}
          <dl className="facts">
            <div>
              <dt>{say('sign.ours')}</dt>
              <dd className="code">{comparison.ours || '—'}</dd>
            </div>
            <div>
              <dt>{say('sign.partner')}</dt>
              <dd className="code">{comparison.theirs || '—'}</dd>
            </div>
          </dl>
        </Note>
      )
  }
}
