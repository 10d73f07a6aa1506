import { type MaterialInput, MaterialRow } from '../../parts/materials/material-row.tsx'
import type { Slot } from '../../parts/materials/slots.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { useSay } from '../../words/language.tsx'
import type { ThemeView } from './theme.ts'
import type { Piece } from './use-regions.ts'

interface Props {
  readonly theme: ThemeView
  readonly handled: ReadonlySet<string>
  readonly materials: readonly MaterialInput[]
  readonly files: Readonly<Record<string, Uploaded>>
  readonly faults: ReadonlyMap<string, string>
  /** by slot: how the regions take it */
  readonly pieces: ReadonlyMap<string, readonly Piece[]>
  onGive(slot: string, part: string, given: MaterialInput | null, file?: Uploaded): void
}

/** Everything that is handed in, each once; a material that a region takes in pieces has a place for each. */
export function ThemeMaterials({ theme, handled, materials, files, faults, pieces, onGive }: Props) {
  const say = useSay()
  const nameOf = (key: string) => theme.children.find((child) => child.key === key)?.name ?? key
  const wanted = theme.materials.filter(({ needs }) => needs.some(({ child }) => handled.has(child)))
  const rows = wanted.flatMap((material) => {
    return (pieces.get(material.slot) ?? [{ ...material, part: '' }]).map((piece) => ({ material, piece }))
  })
  return (
    <section className="card" aria-labelledby="bundle-materials">
      <h2 id="bundle-materials">{say('bundle.materials', { n: wanted.length })}</h2>
      <ul className="materials">
        {rows.map(({ material, piece: { part, formats, maxBytes } }) => {
          const { slot, name, exempt, needs } = material
          const own = needs.filter(({ child }) => handled.has(child))
          const place: Slot = {
            slot,
            part,
            name: part === '' ? name : `${name} ${part}`,
            formats,
            maxBytes,
            exempt: exempt as Slot['exempt'],
            posted: false,
            note: say('bundle.for', { names: own.map(({ child }) => nameOf(child)).join('、') }),
            form: '4',
          }
          const given = materials.find((one) => one.slot === slot && (one.part ?? '') === part)
          const path = `materials.${slot}`
          const fault = faults.get(part === '' ? path : `${path}.${part}`) ?? faults.get(`${path}/${part}`)
          return (
            <MaterialRow
              key={`${slot} ${part}`}
              slot={place}
              given={given}
              file={given?.fileId === undefined ? undefined : files[given.fileId]}
              needed={own.some(({ required }) => required === true) || fault !== undefined}
              fault={given ? undefined : fault}
              onGive={(next, file) => onGive(slot, part, next, file)}
            />
          )
        })}
      </ul>
    </section>
  )
}
