import { Link } from '../../shell/address.tsx'
import { fileAddress } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { SealLine } from '../print/seal-line.tsx'
import { useDocuments } from '../print/use-documents.ts'

/** What may be printed of the case, how often it was, and what the other side issued, as it came. */
export function Documents({ no }: { no: string }) {
  const say = useSay()
  const { data } = useDocuments(no)
  if (!data) return null
  const there = data.documents.filter(({ missing }) => missing === null)
  return (
    <section className="card" aria-labelledby="documents">
      <h2 id="documents">{say('print.title')}</h2>
      {there.length === 0 && <p>{say('print.none')}</p>}
      <ul className="plain-list">
        {there.map(({ kind, title, prints }) => (
          <li key={kind}>
            <Link href={`/cases/${no}/print/${kind}`}>
              <span lang="zh-CN">{title}</span>
            </Link>{' '}
            {prints.length > 0 && <span className="hint">{say('print.times', { n: prints.length })}</span>}
          </li>
        ))}
      </ul>
      {data.received.length > 0 && (
        <>
          <h3>{say('print.received')}</h3>
          <ul className="plain-list">
            {data.received.map(({ no: number, title, date, fileId, receivedAt, seal }) => (
              <li key={`${number} ${receivedAt}`}>
                <span lang="zh-CN">{title}</span> <span className="code">{number}</span>{' '}
                <span className="hint">{date}</span>{' '}
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
      )}
    </section>
  )
}
