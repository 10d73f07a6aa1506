import { Button } from 'antd'
import { useForm } from '../../parts/fields/form-context.tsx'
import { type MaterialInput, MaterialRow } from '../../parts/materials/material-row.tsx'
import { slotsOf } from '../../parts/materials/slots.ts'
import type { ServedMatter } from '../../parts/matter.ts'
import { Reason } from '../../parts/states.tsx'
import type { Uploaded } from '../../parts/upload.ts'
import { useSay } from '../../words/language.tsx'
import { Unfinished } from './unfinished.tsx'
import { hasConsent, type useOffers } from './use-offers.ts'

interface Props {
  readonly found: ReturnType<typeof useOffers>
  readonly matter: ServedMatter
  readonly materials: readonly MaterialInput[]
  readonly files: Readonly<Record<string, Uploaded>>
  onGive(slot: string, part: string, given: MaterialInput | null, file?: Uploaded): void
}

/** Everything that must or may be handed in, in this region's formats and sizes. */
export function Materials({ matter, materials, files, found, onGive }: Props) {
  const say = useSay()
  const { form, derived, isNeeded, isClosed, faultOf } = useForm()
  const slots = slotsOf(matter, derived).filter(({ slot }) => !isClosed(`materials.${slot}`))
  const left = slots.filter(({ slot, part }) => isNeeded(`materials.${slot}`) && !find(materials, slot, part)).length
  const open = found.offers.filter(({ slot }) => !find(materials, slot, ''))
  const takeAll = () => {
    for (const { slot, exempt } of open) onGive(slot, '', { slot, copies: 1, form: '4', originalSeen: false, exempt })
  }
  return (
    <section className="card" aria-labelledby="intake-materials">
      <h2 id="intake-materials">{say('intake.materials', { n: slots.length, left })}</h2>
      <div className="row" role="status">
        {!hasConsent(form) && <span className="hint">{say('intake.offersFirst')}</span>}
        {found.looking && <span>{say('intake.lookingUp')}</span>}
        {found.error && !found.looking && (
          <span className="fault">
            <Reason error={found.error} />
          </span>
        )}
        {found.asked && !found.looking && (
          <span>{open.length > 0 ? say('intake.offers', { n: open.length }) : say('intake.noOffers')}</span>
        )}
        {open.length > 0 && (
          <Button type="primary" onClick={takeAll}>
            {say('intake.takeAll')}
          </Button>
        )}
        {found.asked && !found.looking && <Button onClick={found.again}>{say('intake.lookAgain')}</Button>}
      </div>
      <Unfinished />
      <ul className="materials">
        {slots.map((slot) => {
          const given = find(materials, slot.slot, slot.part)
          const whole = slot.part === '' ? undefined : find(materials, slot.slot, '')
          const path = `materials.${slot.slot}`
          return (
            <MaterialRow
              key={`${slot.slot} ${slot.part}`}
              slot={slot}
              given={given ?? whole}
              file={given?.fileId === undefined ? undefined : files[given.fileId]}
              needed={isNeeded(path)}
              offer={found.offers.find((one) => one.slot === slot.slot)}
              paper={found.paper.find((one) => one.slot === slot.slot)?.why}
              fault={
                faultOf(slot.part === '' ? path : `${path}.${slot.part}`) ??
                (slot.part === '' ? undefined : faultOf(path))
              }
              onGive={(next, file) => {
                // an exemption is the whole material's
                const part = next?.exempt || (whole && !next) ? '' : slot.part
                onGive(slot.slot, part, next && part === '' ? wholeOf(next) : next, file)
              }}
            />
          )
        })}
      </ul>
    </section>
  )
}

function wholeOf({ part: _, ...given }: MaterialInput): MaterialInput {
  return given
}

function find(materials: readonly MaterialInput[], wanted: string, piece: string): MaterialInput | undefined {
  return materials.find(({ slot, part = '' }) => slot === wanted && part === piece)
}
