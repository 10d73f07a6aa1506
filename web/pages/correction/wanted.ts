import type { CaseMaterial } from '../../../core/matter.ts'
import type { CorrectionItem } from '../../../core/progress.ts'
import type { MaterialInput } from '../../parts/materials/material-row.tsx'
import type { ServedField, ServedMatter } from '../../parts/matter.ts'
import type { CaseAnswer } from '../case/case-page.tsx'

/** What of the case the region's items mean: fields of ours, materials of ours, and what fits none and can only be answered in words. */
export function wanted(items: readonly CorrectionItem[], matter: ServedMatter) {
  const fields = items.flatMap(({ target, path }): ServedField[] => {
    const found = target === 'field' ? matter.fields.find((one) => one.path === path) : undefined
    return found ? [found] : []
  })
  const slots = items.filter(({ target, slot }) => target === 'material' && slot !== undefined)
  return {
    fields,
    unmatched: items.filter(
      (item) => !slots.includes(item) && !fields.some(({ path }) => item.target === 'field' && path === item.path),
    ),
    /** a piece of a material, where the region names none all of them */
    hasMaterial: (slot: string, part: string) =>
      slots.some((one) => one.slot === slot && (one.part === undefined || one.part === part)),
    reasonOf: (path: string) => items.find((one) => one.path === path)?.reason,
  }
}

/** The materials as they were sent, as the API takes them again. */
export function inputsOf({ materials }: CaseAnswer): MaterialInput[] {
  return (materials as unknown as readonly CaseMaterial[]).map(({ file, part, exempt, posted, ...same }) => ({
    ...same,
    ...(part === undefined ? {} : { part }),
    ...(file === undefined ? {} : { fileId: file.id }),
    ...(exempt === undefined ? {} : { exempt }),
    ...(posted === undefined ? {} : { posted }),
  }))
}

export const sameMaterial = (one: MaterialInput, slot: string, part: string) =>
  one.slot === slot && (one.part ?? '') === part
