import { idNumberCheckCharacter } from '../form/id-number.ts'
import { leavesOf } from './leaves.ts'
import type { LineProposal } from './propose.ts'
import { readSample, type Sample } from './sample.ts'
import { shapesOf } from './shapes.ts'

/** Fields that were not recognised and yet sound like somebody's name, and words that are none. */
const NAMED = /(姓名|名称|人|联系|name|user|person|contact|xm|lxr|sqr|[^a-z]mc)[^.]*$/i
const WORD = /类|型|证|式|个人|单位|自然人|法人|代码/
/** What stands for people's names in drafts. */
const FAMILY = '甲乙丙丁戊己庚辛壬癸'

/**
 * The samples without anybody in them: numbers, telephones, names, addresses and accounts of persons are others of the same shape, the same value
 * being the same everywhere. What is kept of a sample beyond its reading is only ever this; one that cannot be read any more is left out.
 */
export function anonymised(samples: readonly Sample[], lines: readonly LineProposal[]): Sample[] {
  const order = [...replacements(samples, lines)].toSorted(([one], [two]) => two.length - one.length)
  return samples.flatMap((sample) => {
    let { text } = sample
    for (const [value, other] of order) for (const write of WRITINGS) text = text.replaceAll(write(value), write(other))
    const read = readSample({ name: sample.name, bytes: new TextEncoder().encode(text) })
    return read.ok ? [{ ...read.value, charset: sample.charset }] : []
  })
}

/** As it stands, in a form, and in JSON within JSON. */
const WRITINGS: readonly ((plain: string) => string)[] = [
  (plain) => plain,
  encodeURIComponent,
  (plain) => JSON.stringify(plain).slice(1, -1),
]

function replacements(samples: readonly Sample[], lines: readonly LineProposal[]): Map<string, string> {
  const meant = new Map(lines.map(({ field, path }) => [field, path ?? '']))
  const others = new Map<string, string>()
  for (const { path, values } of leavesOf(samples))
    for (const value of values) {
      if (others.has(value)) continue
      const other = otherFor(value, path, meant.get(path) ?? '', others.size + 1)
      if (other !== null) others.set(value, other)
    }
  return others
}

function otherFor(value: string, field: string, path: string, place: number): string | null {
  const shapes = shapesOf([value])
  if (shapes.has('idNo')) return numberFor(value, place)
  if (shapes.has('mobile')) return `1380000${String(place % 10_000).padStart(4, '0')}`
  if (shapes.has('email')) return `p${place}@example.com`
  if (/(^|\.)(idNo|account|insuranceNo|ssNo)$/.test(path) && !shapes.has('uscc'))
    return value.replaceAll(/\d/g, '0').replace(/.{1,3}$/, String(place).padStart(3, '0'))
  if (shapes.has('address') && !value.includes('/') && (/address(Away)?$/i.test(path) || /\d+号/.test(value)))
    return `${/^.*?[县区旗]/.exec(value)?.[0] ?? ''}示例路${place}号`
  const isNamed =
    path === '' ? NAMED.test(field) : !path.startsWith('matter.') && /(^|\.)(name|contact|holder)$/.test(path)
  if (isNamed && shapes.has('person') && !WORD.test(value)) return `${FAMILY[place % FAMILY.length]}示例${place}`
  return null
}

/** Another number of the same division and sex, born on the day that made-up people are born on here. */
function numberFor(value: string, place: number): string {
  const sex = Number(value[16]) % 2
  const order = String(((place * 2) % 900) + sex).padStart(3, '0')
  const digits = `${value.slice(0, 6)}19000101${order}`
  return digits + idNumberCheckCharacter(digits)
}
