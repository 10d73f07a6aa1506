import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { Failed, Reason } from '../../parts/states.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'

const version = api.definitions[':subject'].versions[':number']

export type Version = AnswerOf<(typeof api.definitions)[':subject']['versions']['$get']>['versions'][number]

/** What somebody may do with a version now, or why not: check it, approve what another wrote, put it in force. */
export function NextStep({ code, version: { number, state, author } }: { code: string; version: Version }) {
  const say = useSay()
  const me = useMe().data
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const param = { subject: code, number: String(number) }
  const after = async () => {
    setAsking(false)
    for (const key of ['versions', 'definitions', 'regions', 'region'])
      await client.invalidateQueries({ queryKey: [key] })
  }
  const check = useMutation({ mutationFn: () => read(version.check.$post({ param })), onSuccess: after })
  const approve = useMutation({ mutationFn: () => read(version.approve.$post({ param })), onSuccess: after })
  const activate = useMutation({ mutationFn: () => read(version.activate.$post({ param })), onSuccess: after })
  if (!me?.permissions.includes('definition.publish') || state === 'active') return <span>—</span>
  const error = check.error ?? approve.error ?? activate.error
  return (
    <>
      {state === 'draft' && (
        <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
          {say('version.check')}
        </Button>
      )}
      {state === 'draft' && !check.data && (
        <span className="hint"> {say(author === me.id ? 'version.own' : 'version.unchecked')}</span>
      )}
      {check.data && check.data.errors > 0 && (
        <span className="fault" role="status">
          {' '}
          {say('version.failed', { n: check.data.errors })}
        </span>
      )}
      {state === 'checked' &&
        (author === me.id ? (
          <span className="hint">{say('version.own')}</span>
        ) : (
          <Button size="small" loading={approve.isPending} onClick={() => approve.mutate()}>
            {say('version.approve')}
          </Button>
        ))}
      {(state === 'approved' || state === 'retired') && (
        <Button size="small" onClick={() => setAsking(true)}>
          {say(state === 'retired' ? 'version.again' : 'version.activate')}
        </Button>
      )}
      {error && !asking && (
        <p className="fault" role="alert">
          <Reason error={error} />
        </p>
      )}
      {asking && (
        <Dialog title={say('version.activateTitle', { n: number })} onClose={() => setAsking(false)}>
          <p>{say('version.activateLead')}</p>
          {code !== 'config' && <InFlight code={code} />}
          {activate.error && <Failed what={say('version.activate')} error={activate.error} />}
          <div className="row">
            <Button type="primary" loading={activate.isPending} onClick={() => activate.mutate()}>
              {say('version.activate')}
            </Button>
            <Button onClick={() => setAsking(false)}>{say('do.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** How many cases stay with the version that they were made by. */
function InFlight({ code }: { readonly code: string }) {
  const say = useSay()
  const { data } = useQuery({
    queryKey: ['region', code],
    queryFn: () => read(api.regions[':code'].$get({ param: { code } })),
    retry: false,
  })
  return data ? <p>{say('version.inFlight', { n: data.openCases })}</p> : null
}
