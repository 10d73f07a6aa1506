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
  const { form, isNeeded, isClosed, faultOf } = useForm()
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
