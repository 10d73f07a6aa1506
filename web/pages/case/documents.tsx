import { Link } from '../../shell/address.tsx'
import { useSay } from '../../words/language.tsx'
import { ReceivedDocuments } from '../print/received-documents.tsx'
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
      <ReceivedDocuments received={data.received} />
    </section>
  )
}
