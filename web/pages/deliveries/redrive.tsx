import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { Dialog } from '../../parts/dialog.tsx'
import { useNames } from '../../parts/names.ts'
import { Failed, Loading, Reason } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { shortId } from './delivery-table.tsx'

type Preview = AnswerOf<(typeof api.deliveries)[':id']['preview']['$get']>

/** Shows what would go again, and sends it only then; one after another, so that what is refused stops nothing else. */
export function Redrive({
  ids,
  onClose,
  onDone,
}: {
  readonly ids: readonly string[]
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const say = useSay()
  const client = useQueryClient()
  const previews = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['redrive-preview', id],
      queryFn: () => read(api.deliveries[':id'].preview.$get({ param: { id } })),
      staleTime: 0,
    })),
  })
  const ready = previews.flatMap(({ data }) => (data?.mayGo ? [data] : []))
  const send = useMutation({
    mutationFn: async () => {
      const refused: { id: string; error: unknown }[] = []
      for (const { id } of ready)
        await read(api.deliveries[':id'].redrive.$post({ param: { id } })).catch((error: unknown) =>
          refused.push({ id, error }),
        )
      for (const key of ['deliveries', 'delivery', 'regions']) await client.invalidateQueries({ queryKey: [key] })
      return refused
    },
    onSuccess: (refused) => {
      if (refused.length === 0) onDone()
    },
  })
  return (
    <Dialog title={say('delivery.previewTitle', { n: ids.length })} onClose={onClose}>
      <p>{say('delivery.previewLead')}</p>
      {previews.map(({ data, error }, index) =>
        error ? (
          <Failed key={ids[index]} what={say('delivery.previewTitle', { n: 1 })} error={error} />
        ) : data ? (
          <Shown key={data.id} preview={data} />
        ) : (
          <Loading key={ids[index]} />
        ),
      )}
      {send.data?.map(({ id, error }) => (
        <p key={id} className="fault" role="alert">
          <span className="code">{shortId(id)}</span> <Reason error={error} />
        </p>
      ))}
      <div className="row">
        <Button type="primary" loading={send.isPending} disabled={ready.length === 0} onClick={() => send.mutate()}>
          {say('delivery.confirm', { n: ready.length })}
        </Button>
        <Button onClick={onClose}>{say('do.cancel')}</Button>
      </div>
    </Dialog>
  )
}

function Shown({ preview }: { readonly preview: Preview }) {
  const say = useSay()
  const names = useNames()
  const { payload, region, inForce, files } = preview
  const facts = [
    say('delivery.pinned', { version: preview.mappingVersion }),
    ...(inForce ? [say('delivery.inForce', { version: inForce.version, n: inForce.count })] : []),
    say(preview.mayHave ? 'delivery.mayHave' : 'delivery.notThere'),
    ...(preview.behind > 0 ? [say('delivery.behind', { n: preview.behind })] : []),
    ...(region.paused ? [say('delivery.willWait', { region: names.region(region.code) })] : []),
    ...(region.retryAt ? [say('delivery.breaker', { time: minuteText(region.retryAt) })] : []),
    ...(region.agreement === 'current' ? [] : [say(`delivery.agreement.${region.agreement}`)]),
    ...(preview.mayGo ? [] : [say('delivery.notDead')]),
  ]
  return (
    <section className="card">
      <h3>
        <span className="code">{shortId(preview.id)}</span> · <span className="code">{preview.caseNo}</span> ·{' '}
        {names.region(region.code)}
      </h3>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {inForce && inForce.paths.length > 0 && (
        <details>
          <summary>{say('delivery.differs', { n: inForce.count })}</summary>
          <p className="code">{inForce.paths.join('、')}</p>
        </details>
      )}
      <p className="hint">
        {payload
          ? say('delivery.payload', { bytes: payload.sizeBytes, digest: payload.sha256.slice(0, 12) })
          : say('delivery.noPayload')}{' '}
        {files.length > 0 && say('delivery.files', { n: files.length })}
      </p>
      {payload?.text && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre tabIndex={0} lang="zh-CN">
          {payload.text}
        </pre>
      )}
    </section>
  )
}
