import { ChoiceField } from '../../parts/fields/choice-field.tsx'
import { CodeField } from '../../parts/fields/code-field.tsx'
import { DivisionField } from '../../parts/fields/division-field.tsx'
import { useForm } from '../../parts/fields/form-context.tsx'
import { useCodes, useMatters, useRegions } from '../../parts/names.ts'
import { Failed } from '../../parts/states.tsx'
import { valueAt } from '../../parts/values.ts'
import { useSay } from '../../words/language.tsx'
import type { Content } from './intake-state.ts'

interface Scope {
  readonly directions: readonly string[]
  readonly modes: readonly string[]
}

/** Where the case goes and what is applied for; only what the agreement with the region covers can be chosen. */
export function Destination({
  content,
  onGo,
}: {
  content: Content
  onGo(to: Pick<Content, 'region' | 'matter' | 'mode'>): void
}) {
  const say = useSay()
  const { form, set, faultOf, leave } = useForm()
  const regions = useRegions()
  const matters = useMatters().data?.matters ?? []
  const modes = useCodes('CT_MODE').data?.rows ?? []
  const region = regions.data?.regions.find(({ code }) => code === content.region)
  const scopes = (region?.agreement.matters ?? {}) as Readonly<Record<string, Scope>>
  const open = matters.filter(({ id }) => scopes[id]?.directions.includes('out'))
  const modesOf = (matter: string) => modes.filter(({ code }) => scopes[matter]?.modes.includes(code))
  const modeFor = (matter: string, mode: string) => {
    const found = modesOf(matter)
    return found.some(({ code }) => code === mode) ? mode : (found[0]?.code ?? '')
  }
  const toRegion = (code: string) => {
    const next = (regions.data?.regions.find((one) => one.code === code)?.agreement.matters ?? {}) as Readonly<
      Record<string, Scope>
    >
    const stays = next[content.matter]?.directions.includes('out')
    onGo({
      region: code,
      matter: stays ? content.matter : '',
      mode: stays ? (next[content.matter]?.modes[0] ?? '') : '',
    })
  }
  return (
    <section className="card" aria-labelledby="destination">
      <h2 id="destination">{say('intake.destination')}</h2>
      {regions.error && (
        <Failed what={say('cases.region')} error={regions.error} retry={() => void regions.refetch()} />
      )}
      <div className="field-grid">
        <div className="field" data-field="region" data-todo={content.region === '' ? 'yes' : 'no'}>
          <label htmlFor="region">{say('intake.region')}</label>
          <CodeField
            id="region"
            options={(regions.data?.regions ?? []).map(({ code, name }) => ({ code, label: name }))}
            value={content.region}
            onChange={toRegion}
          />
        </div>
        <div className="field" data-field="matter" data-todo={content.matter === '' ? 'yes' : 'no'}>
          <label htmlFor="matter">{say('cases.matter')}</label>
          <CodeField
            id="matter"
            options={open.map(({ id, name }) => ({ code: id, label: name }))}
            value={content.matter}
            disabled={content.region === ''}
            onChange={(matter) => onGo({ region: content.region, matter, mode: modeFor(matter, content.mode) })}
          />
        </div>
        {content.matter !== '' && (
          <>
            <fieldset className="field" data-field="mode" data-todo="no">
              <legend>{say('case.mode')}</legend>
              <ChoiceField
                id="mode"
                options={modesOf(content.matter)}
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
