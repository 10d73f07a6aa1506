import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { Note } from '../../parts/note.tsx'
import { Failed, Reason } from '../../parts/states.tsx'
import { go, Link } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { LicenceTable } from './licence-table.tsx'
import { Redeem } from './redeem.tsx'
import { Revoke } from './revoke.tsx'

type Wallet = AnswerOf<(typeof api.licences)['lookup']['$post']>
type Found = { readonly wallet: Wallet; readonly idNo: string }

/** Whose licences: by number and name, an organisation's by its code. What is looked up stays out of the address and is gone with the page. */
export default function LicencesPage() {
  const say = useSay()
  const permissions = useMe().data?.permissions ?? []
  const [asked, setAsked] = useState({ idNo: '', name: '' })
  const [found, setFound] = useState<Found | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const look = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    setFound(null)
    try {
      const idNo = asked.idNo.normalize('NFKC').replaceAll(/\s/g, '')
      const wallet = await read(api.licences.lookup.$post({ json: { idNo, name: asked.name.trim() } }))
      setFound({ wallet, idNo })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const uscc = found?.wallet.licences.find((one) => one.uscc !== null && one.uscc === found.idNo.toUpperCase())?.uscc
  return (
    <>
      <h1>{say('nav.licences')}</h1>
      {permissions.includes('pickup.redeem') && <Redeem />}
      <form className="card" onSubmit={(event) => void look(event)} aria-labelledby="wallet">
        <h2 id="wallet">{say('wallet.title')}</h2>
        <p className="hint" id="wallet-hint">
          {say('wallet.hint')}
        </p>
        <div className="row">
          <label htmlFor="idNo">{say('wallet.idNo')}</label>
          <Input
            id="idNo"
            className="short"
            autoComplete="off"
            required
            maxLength={30}
            aria-describedby="wallet-hint"
            value={asked.idNo}
            onChange={(event) => setAsked({ ...asked, idNo: event.target.value })}
          />
          <label htmlFor="name">{say('wallet.name')}</label>
          <Input
            id="name"
            className="short"
            autoComplete="off"
            maxLength={100}
            value={asked.name}
            onChange={(event) => setAsked({ ...asked, name: event.target.value })}
          />
          <Button type="primary" htmlType="submit" loading={busy}>
            {say('wallet.look')}
          </Button>
        </div>
        <div role="status">
          {error !== null && (
            <Note tone="bad">
              <Reason error={error} />
            </Note>
          )}
          {found?.wallet.licences.length === 0 && <Note tone="info">{say('wallet.none')}</Note>}
          {found && found.wallet.licences.length > 0 && (
            <p>{say('wallet.found', { n: found.wallet.licences.length, day: found.wallet.today })}</p>
          )}
        </div>
      </form>
      {found && (
        <LicenceTable
          licences={found.wallet.licences}
          {...(permissions.includes('licence.revoke')
            ? { act: (licence) => <Revoke licence={licence} done={(now) => setFound(withLicence(found, now))} /> }
            : {})}
        />
      )}
      {uscc && permissions.includes('licence.compose') && <Issue uscc={uscc} />}
      <Composites />
    </>
  )
}

function withLicence({ wallet, idNo }: Found, now: Wallet['licences'][number]): Found {
  return { idNo, wallet: { ...wallet, licences: wallet.licences.map((one) => (one.id === now.id ? now : one)) } }
}

/** Puts all that an enterprise holds into one. */
function Issue({ uscc }: { uscc: string }) {
  const say = useSay()
  const [error, setError] = useState<unknown>(null)
  const issue = async () => {
    setError(null)
    try {
      const { no } = await read(api['composite-licences'].$post({ json: { uscc } }))
      go(`/licences/composite/${no}`)
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <>
      {error !== null && (
        <Note tone="bad" live>
          <Reason error={error} />
        </Note>
      )}
      <Button type="primary" onClick={() => void issue()}>
        {say('composite.issue')}
      </Button>
    </>
  )
}

function Composites() {
  const say = useSay()
  const { data, error, refetch } = useQuery({
    queryKey: ['composites'],
    queryFn: () => read(api['composite-licences'].$get({ query: { limit: '50' } })),
  })
  return (
    <section className="card" aria-labelledby="composites">
      <h2 id="composites">{say('composite.recent')}</h2>
      {error && <Failed what={say('composite.recent')} error={error} retry={() => void refetch()} />}
      {data?.composites.length === 0 && <p className="hint">{say('composite.none')}</p>}
      <ul className="plain-list">
        {data?.composites.map(({ no, company, state }) => (
          <li key={no}>
            <Link href={`/licences/composite/${no}`}>
              <span lang="zh-CN">{company}</span> <span className="code">{no}</span>
            </Link>
            <span>{say(`composite.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
