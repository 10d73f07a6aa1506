import { Button } from 'antd'
import { FileField, Labelled, Text } from '../../parts/entry.tsx'
import { useMatter } from '../../parts/matter.ts'
import { useSay } from '../../words/language.tsx'
import type { CaseAnswer } from '../case/case-page.tsx'
import {
  AGAINST,
  type Entered,
  type Item,
  LICENCE_FIELDS,
  NOTICES,
  type StepName,
  WITH_LICENCE,
} from './step-values.ts'

interface Props {
  readonly step: StepName
  readonly found: CaseAnswer
  readonly entered: Entered
  onChange(entered: Entered): void
}

const KINDS = ['extension', 'inspection', 'publicity', 'hearing', 'other'] as const

/** Only what the chosen step needs. */
export function StepFields({ step, found, entered, onChange }: Props) {
  const say = useSay()
  const { document, suspension, licence, shipment } = entered
  const put = (part: Partial<Entered>) => onChange({ ...entered, ...part })
  const [, title] = NOTICES[step] ?? []
  return (
    <div className="step-fields">
      {step === 'correct' && <Correction found={found} entered={entered} onChange={onChange} />}
      {step === 'suspend' && (
        <>
          <Labelled label={say('desk.kind')}>
            {(id) => (
              <select
                id={id}
                value={suspension.kind}
                onChange={(event) => put({ suspension: { ...suspension, kind: event.target.value } })}
              >
                {KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {say(`suspend.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
          <Text
            label={say('desk.reason')}
            value={suspension.reason}
            onChange={(reason) => put({ suspension: { ...suspension, reason } })}
          />
          <Text
            label={say('desk.days')}
            value={suspension.days}
            onChange={(days) => put({ suspension: { ...suspension, days: days.replaceAll(/\D/g, '') } })}
          />
        </>
      )}
      <Text
        label={say(AGAINST.has(step) ? 'desk.reason' : 'desk.note')}
        value={entered.note}
        onChange={(note) => put({ note })}
      />
      {AGAINST.has(step) && (
        <Text label={say('desk.remedy')} value={entered.remedy} onChange={(remedy) => put({ remedy })} />
      )}
      {WITH_LICENCE.has(step) && (
        <details>
          <summary>{say('desk.licence')}</summary>
          {LICENCE_FIELDS.map((name) => (
            <Text
              key={name}
              label={say(`licence.${name}`)}
              value={licence[name]}
              onChange={(text) => put({ licence: { ...licence, [name]: text } })}
            />
          ))}
          <FileField
            label={say('licence.file')}
            file={licence.file}
            onFile={(file) => put({ licence: { ...licence, file } })}
          />
        </details>
      )}
      {step === 'ship' && (
        <>
          <Text
            label={say('desk.carrier')}
            value={shipment.carrier}
            onChange={(carrier) => put({ shipment: { ...shipment, carrier } })}
          />
          <Text
            label={say('desk.waybill')}
            value={shipment.waybillNo}
            onChange={(waybillNo) => put({ shipment: { ...shipment, waybillNo } })}
          />
        </>
      )}
      {title !== undefined && (
        <details open={document.file !== null}>
          <summary>{say('desk.document', { title })}</summary>
          <Text
            label={say('desk.documentNo')}
            value={document.no}
            onChange={(no) => put({ document: { ...document, no } })}
          />
          <FileField label={title} file={document.file} onFile={(file) => put({ document: { ...document, file } })} />
        </details>
      )}
    </div>
  )
}

/** What the applicant must mend, all of it at once (一次性告知). */
function Correction({ found, entered, onChange }: Omit<Props, 'step'>) {
  const say = useSay()
  const matter = useMatter(found.matter, found.region).data
  const { correction } = entered
  const choices = [
    ...(matter?.materials ?? []).map(({ slot, name }) => ({ of: `slot ${slot}`, label: name })),
    ...(matter?.fields ?? [])
      .filter(({ path, by }) => !path.includes('[]') && !by)
      .map(({ path, label }) => ({ of: `path ${path}`, label })),
  ]
  const put = (part: Partial<Entered['correction']>) => onChange({ ...entered, correction: { ...correction, ...part } })
  const mend = (at: number, part: Partial<Item>) =>
    put({ items: correction.items.map((item, index) => (index === at ? { ...item, ...part } : item)) })
  return (
    <>
      <Text label={say('desk.correctionNo')} value={correction.no} onChange={(no) => put({ no })} />
      <Labelled label={say('desk.dueOn')}>
        {(id) => (
          <input
            id={id}
            type="date"
            value={correction.dueOn}
            onChange={(event) => put({ dueOn: event.target.value })}
          />
        )}
      </Labelled>
      {correction.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item is known by its place alone
        <fieldset key={index} className="element">
          <legend>{say('desk.item', { n: index + 1 })}</legend>
          <Labelled label={say('desk.what')}>
            {(id) => (
              <select
                id={id}
                value={item.of}
                onChange={(event) => {
                  const of = event.target.value
                  mend(index, { of, label: choices.find((one) => one.of === of)?.label ?? '' })
                }}
              >
                <option value="" />
                {choices.map(({ of, label }) => (
                  <option key={of} value={of}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
          <Text label={say('desk.reason')} value={item.reason} onChange={(reason) => mend(index, { reason })} />
          <Text
            label={say('desk.requirement')}
            value={item.requirement}
            onChange={(requirement) => mend(index, { requirement })}
          />
          <Button size="small" onClick={() => put({ items: correction.items.filter((_, at) => at !== index) })}>
            {say('field.remove', { n: index + 1 })}
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => put({ items: [...correction.items, { of: '', label: '', reason: '', requirement: '' }] })}>
        {say('desk.addItem')}
      </Button>
    </>
  )
}
