import { useEffect, useMemo } from 'react'
import { ChoiceField } from '../../parts/fields/choice-field.tsx'
import { CodeField } from '../../parts/fields/code-field.tsx'
import { DivisionField } from '../../parts/fields/division-field.tsx'
import { useForm } from '../../parts/fields/form-context.tsx'
import { initialsOf, piecesOfInitials } from '../../parts/fields/initials.ts'
import type { Option } from '../../parts/matter.ts'
import { useCodes, useMatters, useRegions } from '../../parts/names.ts'
import { Failed } from '../../parts/states.tsx'
import { valueAt } from '../../parts/values.ts'
import { useSay } from '../../words/language.tsx'
import type { Content } from './intake-state.ts'

/** One region's one matter that the agreement lets a window send. */
interface Destination extends Option {
  readonly region: string
  readonly matter: string
  readonly modes: readonly string[]
}

type Served = NonNullable<ReturnType<typeof useRegions>['data']>['regions']
type Scopes = Readonly<Record<string, { readonly directions: readonly string[]; readonly modes: readonly string[] }>>

function destinationsOf(
  regions: Served,
  matters: readonly { readonly id: string; readonly name: string }[],
): ReadonlyMap<string, Destination> {
  const all = regions.flatMap(({ code: region, name, agreement }) =>
    matters.flatMap(({ id: matter, name: what }): [string, Destination][] => {
      const scope = (agreement.matters as Scopes)[matter]
      if (!scope?.directions.includes('out')) return []
      const code = `${region}/${matter}`
      return [[code, { code, label: `${name} · ${what}`, region, matter, modes: scope.modes }]]
    }),
  )
  return new Map(all)
}

/** Those that hold every word typed, then those whose initials do in the fewest pieces: `cqyd` is 重庆 · 跨省异地就医. */
function matchDestinations(options: readonly Option[], typed: string): readonly Option[] {
  const words = typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s·,，]+/)
    .filter((word) => word !== '')
  const text = words.join('')
  return options
    .map((option) => {
      const holds = words.every((word) => option.label.includes(word) || option.code.toLowerCase().includes(word))
      return { option, pieces: holds ? 0 : piecesOfInitials(initialsOf(option.label), text) }
    })
    .filter((one): one is { option: Option; pieces: number } => one.pieces !== null)
    .sort((one, other) => one.pieces - other.pieces)
    .map(({ option }) => option)
}

/** Where the case goes and what is applied for, in one line; only what the agreement with the region covers can be chosen. */
export function DestinationCard({
  content,
  onGo,
}: {
  content: Content
  onGo(to: Pick<Content, 'region' | 'matter' | 'mode'>): void
}) {
  const say = useSay()
  const { form, set, faultOf, leave } = useForm()
  const regions = useRegions()
  const matters = useMatters().data?.matters
  const modes = useCodes('CT_MODE').data?.rows ?? []
  const all = useMemo(() => destinationsOf(regions.data?.regions ?? [], matters ?? []), [regions.data, matters])
  const scope = all.get(`${content.region}/${content.matter}`)
  const modesOf = (one: Destination | undefined) => modes.filter(({ code }) => one?.modes.includes(code))
  const chosen = content.region === '' || content.matter === '' ? '' : `${content.region}/${content.matter}`
  const choose = (code: string) => {
    const next = all.get(code)
    if (!next) return onGo({ region: '', matter: '', mode: '' })
    const stays = next.modes.includes(content.mode)
    onGo({ region: next.region, matter: next.matter, mode: stays ? content.mode : (next.modes[0] ?? '') })
  }
  const ready = all.size > 0
  useEffect(() => {
    if (ready && chosen === '') document.getElementById('destination-field')?.focus()
  }, [ready, chosen])
  return (
    <section className="card" aria-labelledby="destination">
      <h2 id="destination">{say('intake.destination')}</h2>
      {regions.error && (
        <Failed what={say('cases.region')} error={regions.error} retry={() => void regions.refetch()} />
      )}
      <div className="field-grid">
        <div className="field wide" data-field="destination" data-todo={chosen === '' ? 'yes' : 'no'}>
          <label htmlFor="destination-field">{say('intake.where')}</label>
          <CodeField
            id="destination-field"
            options={[...all.values()]}
            value={chosen}
            disabled={!ready}
            match={matchDestinations}
            onChange={choose}
          />
        </div>
        {content.matter !== '' && (
          <>
            <fieldset className="field" data-field="mode" data-todo="no">
              <legend>{say('case.mode')}</legend>
              <ChoiceField
                id="mode"
                options={modesOf(scope)}
                value={content.mode}
                onChange={(mode) => onGo({ region: content.region, matter: content.matter, mode })}
              />
            </fieldset>
            <div
              className="field"
              data-field="case.handlingDivision"
              data-todo={valueAt(form, 'case.handlingDivision') ? 'no' : 'yes'}
            >
              <label htmlFor="handling">{say('intake.handling')}</label>
              <DivisionField
                id="handling"
                digits={12}
                prefix={content.region.slice(0, 2)}
                value={valueAt(form, 'case.handlingDivision')}
                invalid={faultOf('case.handlingDivision') !== undefined}
                describedBy="handling-note"
                onChange={(code) => set('case.handlingDivision', code)}
                onLeave={() => leave('case.handlingDivision')}
              />
              <span id="handling-note" className="fault" lang="zh-CN">
                {faultOf('case.handlingDivision')}
              </span>
            </div>
          </>
        )}
      </div>
    </section>
  )
}
