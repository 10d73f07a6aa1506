import type { ReactNode } from 'react'
import { Link } from '../../shell/address.tsx'
import type { AnswerOf, api } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

export type ShownLicence = AnswerOf<(typeof api.licences)['lookup']['$post']>['licences'][number]

/** Licences with what each is worth today, told by sign and word as well as by colour; `act` is what may be done with one. */
export function LicenceTable({
  licences,
  act,
}: {
  licences: readonly ShownLicence[]
  act?: (licence: ShownLicence) => ReactNode
}) {
  const say = useSay()
  if (licences.length === 0) return null
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            {(['name', 'no', 'holder', 'issuer', 'term', 'state', 'case'] as const).map((name) => (
              <th key={name} scope="col">
                {say(`wallet.col.${name}`)}
              </th>
            ))}
            {act && <th scope="col">{say('wallet.col.act')}</th>}
          </tr>
        </thead>
        <tbody>
          {licences.map((licence) => (
            <tr key={licence.id}>
              <th scope="row" lang="zh-CN">
                {licence.name}
              </th>
              <td data-label={say('wallet.col.no')} className="code">
                {licence.no || '—'}
              </td>
              <td data-label={say('wallet.col.holder')} lang="zh-CN">
                {licence.holder}
              </td>
              <td data-label={say('wallet.col.issuer')} lang="zh-CN">
                {licence.issuerName || '—'}
              </td>
              <td data-label={say('wallet.col.term')} className="number">
                {licence.validFrom || licence.issuedOn || '—'} → {licence.validTo || '—'}
              </td>
              <td data-label={say('wallet.col.state')} lang="zh-CN">
                <strong className={`licence-${licence.state}`}>
                  <span aria-hidden="true">{licence.state === 'valid' ? '✓ ' : '✕ '}</span>
                  {licence.stateText}
                </strong>
                {licence.revokedWhy && <p className="hint">{licence.revokedWhy}</p>}
              </td>
              <td data-label={say('wallet.col.case')}>
                <Link className="code" href={`/cases/${licence.caseNo}`}>
                  {licence.caseNo}
                </Link>
              </td>
              {act && <td data-label={say('wallet.col.act')}>{act(licence)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
