import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { useRegions } from '../../parts/names.ts'
import { Note } from '../../parts/note.tsx'
import { Failed } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'

/** Whether deliveries go to a region, how many wait, and stopping or letting them go again. */
export function RegionSwitch({ code }: { readonly code: string }) {
  const say = useSay()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const may = useMe().data?.permissions.includes('region.pause') ?? false
  const region = useRegions().data?.regions.find((one) => one.code === code)
  const change = useMutation({
    mutationFn: (paused: boolean) =>
      read(
        paused
          ? api.regions[':code'].pause.$post({ param: { code } })
          : api.regions[':code'].resume.$post({ param: { code } }),
      ),
    onSuccess: async () => {
      setAsking(false)
      await client.invalidateQueries({ queryKey: ['regions'] })
    },
  })
  if (!region) return null
  const { ready, waiting, dead } = region.deliveries
  const state = region.paused ? 'paused' : region.breaker === 'open' ? 'down' : 'going'
  return (
    <Note tone={state === 'going' ? 'info' : 'warning'} live>
      {say(`delivery.region.${state}`, { region: region.name })} {say('delivery.counts', { ready, waiting, dead })}{' '}
      {may &&
        (region.paused ? (
          <Button size="small" loading={change.isPending} onClick={() => change.mutate(false)}>
            {say('delivery.resume')}
          </Button>
        ) : (
          <Button size="small" onClick={() => setAsking(true)}>
            {say('delivery.pause')}
          </Button>
        ))}
      {change.error && !asking && <Failed what={say('delivery.resume')} error={change.error} />}
      {asking && (
        <Dialog title={say('delivery.pauseTitle', { region: region.name })} onClose={() => setAsking(false)}>
          <p>{say('delivery.pauseLead')}</p>
          {change.error && <Failed what={say('delivery.pause')} error={change.error} />}
          <div className="row">
            <Button type="primary" danger loading={change.isPending} onClick={() => change.mutate(true)}>
              {say('delivery.pause')}
            </Button>
            <Button onClick={() => setAsking(false)}>{say('do.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </Note>
  )
}
