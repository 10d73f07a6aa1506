import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useNames } from '../../parts/names.ts'
import { Failed } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'

const MINE = ['drafts']

/** What somebody began and has not sent. */
export function Drafts() {
  const say = useSay()
  const names = useNames()
  const client = useQueryClient()
  const { data, error } = useQuery({ queryKey: MINE, queryFn: () => read(api.drafts.$get()), staleTime: 0 })
  const drop = async (id: string) => {
    await api.drafts[':id'].$delete({ param: { id } })
    await client.invalidateQueries({ queryKey: MINE })
  }
  if (error) return <Failed what={say('intake.drafts')} error={error} />
  if (!data || data.drafts.length === 0) return <p className="hint">{say('intake.begin')}</p>
  return (
    <section className="card" aria-labelledby="drafts">
      <h2 id="drafts">{say('intake.drafts')}</h2>
      <ul className="plain-list">
        {data.drafts.map((draft) => (
          <li key={draft.id}>
            <Link href={`/intake?draft=${draft.id}`}>
              {names.region(draft.region)} · {names.matter(draft.matter)} · {draft.applicant ?? '—'}
            </Link>
            <span className="number">{minuteText(draft.updatedAt)}</span>
            <Button size="small" onClick={() => void drop(draft.id)}>
              {say('intake.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
