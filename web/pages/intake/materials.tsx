import { useForm } from '../../parts/fields/form-context.tsx'
import { type MaterialInput, MaterialRow } from '../../parts/materials/material-row.tsx'
import { slotsOf } from '../../parts/materials/slots.ts'
import type { ServedMatter } from '../../parts/matter.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { useSay } from '../../words/language.tsx'

interface Props {
  readonly matter: ServedMatter
  readonly materials: readonly MaterialInput[]
  readonly files: Readonly<Record<string, Uploaded>>
  onGive(slot: string, part: string, given: MaterialInput | null, file?: Uploaded): void
}

/** Everything that must or may be handed in, in this region's formats and sizes. */
export function Materials({ matter, materials, files, onGive }: Props) {
  const say = useSay()
  const { derived, isNeeded, isClosed, faultOf } = useForm()
  const slots = slotsOf(matter, derived).filter(({ slot }) => !isClosed(`materials.${slot}`))
  const left = slots.filter(({ slot, part }) => isNeeded(`materials.${slot}`) && !find(materials, slot, part)).length
  return (
    <section className="card" aria-labelledby="intake-materials">
      <h2 id="intake-materials">{say('intake.materials', { n: slots.length, left })}</h2>
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
