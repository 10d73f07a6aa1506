import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { CaseMaterial } from '../../../core/matter.ts'
import { masked } from '../../parts/masked.ts'
import { useMatter } from '../../parts/matter.ts'
import { useNames } from '../../parts/names.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { valueAt } from '../../parts/values.ts'
import { go, Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useSay } from '../../words/language.tsx'

type Found = AnswerOf<(typeof api.cases)[':no']['$get']>

/** What the applicant takes along: a receipt of what was collected, which is no acceptance, ready to print. */
export default function ReceiptPage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const heading = useRef<HTMLHeadingElement>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['case', no, 'receipt'],
    queryFn: () => read(api.cases[':no'].$get({ param: { no } })),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is there
  useEffect(() => heading.current?.focus(), [data === undefined])
  return (
    <>
      <div className="no-print">
        <h1 ref={heading} tabIndex={-1}>
          {say('receipt.collected', { no })}
        </h1>
        <div className="row">
          <Button type="primary" onClick={() => print()}>
            {say('receipt.print')}
          </Button>
          <Button onClick={() => go('/intake')}>{say('receipt.next')}</Button>
          <Link href={`/cases/${no}`}>{say('receipt.open')}</Link>
        </div>
      </div>
      {error && <Failed what={say('receipt.title')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('receipt.title')} />}
      {data && <Sheet found={data} />}
    </>
  )
}

function Sheet({ found }: { found: Found }) {
  const say = useSay()
  const names = useNames()
  const home = useQuery({ queryKey: ['home'], queryFn: () => read(api.home.$get()) }).data
  const matter = useMatter(found.matter, found.region).data
  const materials = found.materials as unknown as readonly CaseMaterial[]
  const region = names.region(found.region)
  const facts: readonly (readonly [string, string])[] = [
    [say('cases.no'), found.no],
    [say('receipt.applicant'), masked(String(valueAt(found.form, 'applicant.name') ?? ''))],
    [say('receipt.idNo'), masked(String(valueAt(found.form, 'applicant.idNo') ?? ''))],
    [say('cases.matter'), names.matter(found.matter)],
    [say('intake.region'), region],
    [say('case.mode'), names.mode(found.mode)],
    [say('case.created'), minuteText(found.createdAt)],
  ]
  const counts = {
    n: materials.length,
    m: materials.filter(({ originalSeen }) => originalSeen).length,
    k: materials.filter(({ exempt }) => exempt).length,
  }
  return (
    <article className="sheet-a4">
      <h2>{say('receipt.title')}</h2>
      <p className="receipt-org">{home?.orgName}</p>
      <p className="receipt-warning">{say('receipt.noAcceptance')}</p>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{say('receipt.materials', counts)}</h3>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{say('case.materials')}</th>
            <th scope="col">{say('receipt.how')}</th>
          </tr>
        </thead>
        <tbody>
          {materials.map(({ slot, part, exempt, posted, originalSeen }) => (
            <tr key={`${slot} ${part ?? ''}`}>
              <td lang="zh-CN">
                {matter?.materials.find((one) => one.slot === slot)?.name ?? slot} {part ?? ''}
              </td>
              <td>
                {exempt && say('case.exempt', { why: exempt.source ?? exempt.kind })}
                {posted && say('case.posted')}
                {!exempt && !posted && say(originalSeen ? 'case.originalSeen' : 'receipt.electronic')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="receipt-notes">
        <li>{say('receipt.note.only', { region })}</li>
        <li>{say('receipt.note.next', { region })}</li>
        <li>{say('receipt.note.ask', { no: found.no, phone: home?.phone ?? '' })}</li>
        <li>{say('receipt.note.lost')}</li>
        <li>{say('receipt.note.privacy', { region, matter: names.matter(found.matter) })}</li>
      </ul>
    </article>
  )
}
