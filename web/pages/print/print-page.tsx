import { Failed, Loading } from '../../parts/states.tsx'
import { Link } from '../../shell/address.tsx'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { DocumentSheet } from './document-sheet.tsx'
import { ReceivedDocuments } from './received-documents.tsx'
import { useDocuments } from './use-documents.ts'

/** One document of a case, with the others that there are beside it. */
export default function PrintPage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const { data, error, refetch } = useDocuments(no)
  const shown = data?.documents.find(({ kind }) => kind === params['document'])
  return (
    <>
      <h1>
        <span lang="zh-CN">{shown?.title ?? say('print.title')}</span> <span className="code">{no}</span>
      </h1>
      <p>
        <Link href={`/cases/${no}`}>{say('receipt.open')}</Link>
      </p>
      {error && <Failed what={say('print.title')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('print.title')} />}
      {data && (
        <div className="print-columns">
          <nav aria-label={say('print.title')}>
            <ul className="plain-list">
              {data.documents
                .filter(({ missing }) => missing === null)
                .map(({ kind, title, prints }) => (
                  <li key={kind}>
                    {kind === shown?.kind ? (
                      <strong aria-current="page" lang="zh-CN">
                        {title}
                      </strong>
                    ) : (
                      <Link href={`/cases/${no}/print/${kind}`}>
                        <span lang="zh-CN">{title}</span>
                      </Link>
                    )}{' '}
                    {prints.length > 0 && <span className="hint">{say('print.times', { n: prints.length })}</span>}
                  </li>
                ))}
            </ul>
            <ReceivedDocuments received={data.received} />
          </nav>
          <div>
            {shown ? <DocumentSheet key={shown.kind} no={no} document={shown} /> : <p>{say('print.unknown')}</p>}
          </div>
        </div>
      )}
    </>
  )
}
