import { useQuery } from '@tanstack/react-query'
import type { LossEntry } from '../../../core/mapping/loss.ts'
import { LossTable, lossCounts } from '../../parts/loss-table.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

/** What became of every field on its way to the region. */
export default function LossReport({ no }: { no: string }) {
  const say = useSay()
  const { data, error } = useQuery({
    queryKey: ['loss', no],
    queryFn: () => read(api.cases[':no'].loss.$get({ param: { no } })),
  })
  const entries = (data?.entries ?? []) as unknown as readonly LossEntry[]
  return (
    <section className="card" aria-labelledby="loss">
      <h2 id="loss">{say('case.loss')}</h2>
      {error && <Failed what={say('case.loss')} error={error} />}
      {!data && !error && <Loading what={say('case.loss')} />}
      {data && (
        <>
          <p>
            {say('loss.summary', lossCounts(entries))}{' '}
            {data.alarming.length > 0 ? say('loss.alarming', { n: data.alarming.length }) : say('loss.none')}{' '}
            <span className="hint">{say('loss.version', { version: data.mappingVersion })}</span>
          </p>
          <LossTable entries={entries} />
        </>
      )}
    </section>
  )
}
