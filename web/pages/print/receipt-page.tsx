import { Button } from 'antd'
import { Failed, Loading } from '../../parts/states.tsx'
import { go, Link } from '../../shell/address.tsx'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'
import { DocumentSheet } from './document-sheet.tsx'
import { useDocuments } from './use-documents.ts'

/** What the applicant takes along, as soon as the case is collected: Enter prints it, then the next one is asked in. */
export default function ReceiptPage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const { data, error, refetch } = useDocuments(no)
  const voucher = data?.documents.find(({ kind }) => kind === 'collection-voucher')
  return (
    <>
      <h1>{say('receipt.collected', { no })}</h1>
      <div className="row">
        <Button onClick={() => go('/intake')}>{say('receipt.next')}</Button>
        <Link href={`/cases/${no}`}>{say('receipt.open')}</Link>
      </div>
      {error && <Failed what={say('receipt.title')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('receipt.title')} />}
      {voucher && <DocumentSheet no={no} document={voucher} focus />}
    </>
  )
}
