import { Button } from 'antd'
import { useState } from 'react'
import { Reason } from '../../parts/states.tsx'
import { api } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'

type Filter = Parameters<typeof api.cases.export.$post>[0]['json']

/** Takes the list as it is narrowed along as a spreadsheet's file; who did so stands in the audit trail. */
export function Export({ filter }: { filter: Filter }) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (!useMe().data?.permissions.includes('case.export')) return null
  const take = async () => {
    setBusy(true)
    setError(null)
    try {
      const answer = await api.cases.export.$post({ json: filter })
      const address = URL.createObjectURL(await answer.blob())
      const name = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
      Object.assign(document.createElement('a'), { href: address, download: name ?? 'cases.csv' }).click()
      URL.revokeObjectURL(address)
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <p className="row">
      <Button loading={busy} onClick={() => void take()}>
        {say('export.take')}
      </Button>
      <span className="hint">{say('export.hint')}</span>
      {error !== null && (
        <span className="fault" role="alert">
          <Reason error={error} />
        </span>
      )}
    </p>
  )
}
