import { Button } from 'antd'
import { FormField } from '../../parts/fields/field.tsx'
import { useForm } from '../../parts/fields/form-context.tsx'
import { type Group, groupsOf, reasonsOf } from '../../parts/groups.ts'
import type { ServedField, ServedMatter } from '../../parts/matter.ts'
import { isNothing, valueAt } from '../../parts/values.ts'
import { useSay } from '../../words/language.tsx'

/** The form, group by group: what must be filled in sight, what may be folded. */
export function FormGroups({ matter, agent, onAgent }: { matter: ServedMatter; agent: boolean; onAgent(): void }) {
  const say = useSay()
  const groups = groupsOf(matter)
  const reasons = reasonsOf(matter)
  return groups.map((group) =>
    group.name === 'agent' && !agent ? (
      <p key="agent" className="card slim">
        <Button aria-keyshortcuts="Alt+A" onClick={onAgent}>
          {say('intake.agent')} <kbd>Alt+A</kbd>
        </Button>
      </p>
    ) : (
      <GroupCard key={group.name} group={group} reasons={reasons} region={matter.region?.name ?? ''} />
    ),
  )
}

function GroupCard({ group, reasons, region }: { group: Group; reasons: ReadonlyMap<string, string>; region: string }) {
  const say = useSay()
  const { form, derived, isNeeded, isClosed, faultOf } = useForm()
  const lists = group.fields.filter(({ type, path }) => type === 'list' && !path.includes('[]'))
  const direct = group.fields.filter(({ path }) => !path.includes('[]') && !isClosed(path))
  const isFirst = (field: ServedField) =>
    isNeeded(field.path) ||
    field.type === 'list' ||
    faultOf(field.path) !== undefined ||
    !isNothing(valueAt(form, field.path))
  const first = direct.filter(isFirst)
  const rest = direct.filter((field) => !isFirst(field))
  const show = (field: ServedField) => {
    const members = lists.includes(field) ? group.fields.filter(({ path }) => path.startsWith(`${field.path}[]`)) : []
    const why = reasons.get(field.path)
    return (
      <FormField
        key={field.path}
        field={field}
        members={members}
        why={why ? say('intake.asked', { region, why }) : undefined}
      />
    )
  }
  if (direct.length === 0) return null
  const asked = direct.filter(({ path, type }) => isNeeded(path) || type === 'list' || faultOf(path) !== undefined)
  const follows = ({ path }: ServedField) => isNothing(valueAt(form, path)) && !isNothing(valueAt(derived, path))
  if (asked.every((field) => follows(field) && faultOf(field.path) === undefined) && first.every(follows))
    return (
      <details className="card slim fold" data-group={group.name}>
        <summary>
          <h2>{say(group.title, { region })}</h2>
          <span className="hint">
            {asked.length > 0 && say('intake.follows', { n: asked.length })}
            {rest.length > 0 && say('intake.more', { n: rest.length })}
          </span>
        </summary>
        <div className="field-grid">{direct.map(show)}</div>
      </details>
    )
  const title = `group-${group.name}`
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{say(group.title, { region })}</h2>
      <div className="field-grid">{first.map(show)}</div>
      {rest.length > 0 && (
        <details>
          <summary>{say('intake.more', { n: rest.length })}</summary>
          <div className="field-grid">{rest.map(show)}</div>
        </details>
      )}
    </section>
  )
}
