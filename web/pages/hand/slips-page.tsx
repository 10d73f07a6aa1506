import { useQuery } from '@tanstack/react-query'
import { Failed, Loading } from '../../parts/states.tsx'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { SlipEntry } from './slip-entry.tsx'
import { SlipFacts } from './slip-facts.tsx'

/** The slips of a case: a form for the next, and those that there are. */
export default function SlipsPage({ params }: PageProps) {
  const say = useSay()
  const no = params['no'] ?? ''
  const may = useMe().data?.permissions ?? []
  const { data, error, refetch } = useQuery({
    queryKey: ['hand', 'case', no],
    queryFn: () => read(api.cases[':no'].slips.$get({ param: { no } })),
  })
  return (
    <>
      <h1>{say('hand.copyOf', { no })}</h1>
      <p>
        <Link href={`/cases/${no}`}>{say('receipt.open')}</Link>
      </p>
      {error && <Failed what={say('hand.copy')} error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading what={say('hand.copy')} />}
      {data && data.form === null && <p className="empty">{say('hand.none')}</p>}
      {data?.form && may.includes('slip.enter') && <SlipEntry no={no} form={data.form} />}
      {data && data.slips.length > 0 && (
        <section aria-labelledby="slips-before">
          <h2 id="slips-before">{say('hand.before')}</h2>
          <div className="cards">
            {data.slips.map((slip) => (
              <article key={slip.id} className="card">
                <h3>{say(`hand.state.${slip.state}`)}</h3>
                <SlipFacts slip={slip} />
              </article>
            ))}
          </div>
        </section>
      )}
    </>
  )
}
