import { Conditions, choose } from '../../parts/conditions.tsx'
import { useMatters, useRegions } from '../../parts/names.ts'
import { STATUS_CODES } from '../../parts/statuses.ts'
import { useSay } from '../../words/language.tsx'

/** The conditions of the list; choosing one changes the address, so that it can be sent to a colleague. */
export function CaseFilters({ query }: { query: URLSearchParams }) {
  const say = useSay()
  const regions = useRegions().data?.regions ?? []
  const matters = useMatters().data?.matters ?? []
  const filters = [
    {
      name: 'status',
      label: say('cases.status'),
      options: STATUS_CODES.map((code) => [code, say(`status.${code}`)] as const),
    },
    { name: 'region', label: say('cases.region'), options: regions.map(({ code, name }) => [code, name] as const) },
    { name: 'matter', label: say('cases.matter'), options: matters.map(({ id, name }) => [id, name] as const) },
    {
      name: 'direction',
      label: say('cases.direction'),
      options: (['out', 'in'] as const).map((code) => [code, say(`cases.${code}`)] as const),
    },
  ]
  return (
    <div className="row filters">
      <Conditions path="/cases" query={query} conditions={filters} />
      <label className="tick">
        <input
          type="checkbox"
          checked={query.get('mine') === 'true'}
          onChange={(event) => choose('/cases', query, 'mine', event.target.checked ? 'true' : '')}
        />
        {say('cases.mine')}
      </label>
    </div>
  )
}
