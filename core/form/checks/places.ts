import type { FormCheck } from '../../matter.ts'
import { provinceOf, shortPlaceName } from '../divisions.ts'
import { textAt, type Walk } from '../form-walk.ts'
import { type Check, type Found, quoted } from './check.ts'

/** Both divisions lie in one province. */
export const sameProvince: Check = (walk, check) => compareProvinces(walk, check, true)

/** The divisions lie in different provinces. */
export const otherProvince: Check = (walk, check) => compareProvinces(walk, check, false)

function compareProvinces(walk: Walk, { path, others: [other = ''] = [] }: FormCheck, same: boolean): Found | null {
  const [a, b] = [textAt(walk, path), textAt(walk, other)]
  if (a === '' || b === '' || (provinceOf(a) === provinceOf(b)) === same) return null
  const message = `${quoted(walk, path)}与${quoted(walk, other)}${same ? '不在' : '在'}同一个省`
  return { code: 'conflict', message, fix: '请核对两处区划' }
}

/**
 * The text is not the name of a place other than those that the division lies in (武侯, 成都市, 四川). A name that the table of divisions does not
 * know, as that of a new district, is let through: the registering office knows it.
 */
export const placeNamed: Check = (walk, { path, others: [division = ''] = [] }) => {
  const [text, code] = [textAt(walk, path), textAt(walk, division)]
  const parts = walk.codes.divisionParts(code)
  if (text === '' || !parts) return null
  const own = [parts.province, parts.city, parts.county].filter((name) => name !== '')
  if (spellings(own).has(text)) return null
  const known = [...walk.codes.divisionNames.values()].some((name) => name === text || shortPlaceName(name) === text)
  if (!known) return null
  const message = `${quoted(walk, path)}“${text}”与${quoted(walk, division)}不是一个地方`
  return {
    code: 'conflict',
    message,
    fix: `请填${own.map((name) => `“${name}”`).join('、')}之一，可以省去“省”“市”等字`,
  }
}

/** Every way to write some of the names in their order, each in full or without its suffix. */
function spellings(names: readonly string[]): ReadonlySet<string> {
  let written = ['']
  for (const name of names) {
    written = written.flatMap((before) => [before, before + name, before + shortPlaceName(name)])
  }
  return new Set(written)
}
