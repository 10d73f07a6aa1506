import { z } from 'zod'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { CatalogueElement, Matter } from '../matter.ts'
import { toFaults } from './definition-faults.ts'

/** One matter of the national catalogue by the four elements that every level must keep the same (四级四同). */
export interface CatalogueEntry {
  readonly id: string
  readonly name: string
  readonly basicCode: string
  readonly type: string
  readonly basis: readonly string[]
}

/** `config/catalogue.yaml` */
export interface Catalogue {
  readonly version: string
  readonly source: string
  readonly matters: readonly CatalogueEntry[]
}

const text = z.string().min(1)
const catalogueShape = z.strictObject({
  version: text,
  source: text,
  matters: z
    .array(
      z.strictObject({
        id: z.string().regex(/^M\d{2}$/, { error: '应是 M07 这样的事项编号' }),
        name: text,
        basicCode: z.string().regex(/^\d{12}$/, { error: '应是 12 位数字' }),
        type: z.enum(['01', '07', '10', '20']),
        basis: z.array(text).min(1),
      }),
    )
    .min(1),
})

/** Reads the parsed catalogue; an id or a basic code that comes twice is a fault. */
export function readCatalogue(raw: unknown): Checked<Catalogue> {
  const read = catalogueShape.safeParse(raw)
  if (!read.success) return faulty(toFaults(read.error))
  const faults = [...repeated(read.data, 'id'), ...repeated(read.data, 'basicCode')]
  return faults.length > 0 ? faulty(faults) : accepted(read.data)
}

function repeated({ matters }: Catalogue, element: 'id' | 'basicCode'): Fault[] {
  return matters.flatMap((entry, index) => {
    if (matters.findIndex((other) => other[element] === entry[element]) === index) return []
    const message = `事项目录中“${entry[element]}”出现两次`
    return [{ path: `matters[${index}].${element}`, code: 'duplicate', message, fix: '只留一份' }]
  })
}

const ELEMENTS: Readonly<Record<CatalogueElement, string>> = {
  name: '事项名称',
  basicCode: '基本编码',
  type: '事项类型',
  basis: '设定依据',
}

/** Where a matter is not as the catalogue has it and does not say why, or says why though it is. */
export function checkAgainstCatalogue(matter: Matter, { matters }: Catalogue): Fault[] {
  const entry = matters.find(({ id }) => id === matter.id)
  if (!entry) {
    const message = `事项目录中没有“${matter.id}”，不能发布`
    return [{ path: 'id', code: 'unknown', message, fix: '核对编号，或先在 config/catalogue.yaml 中补上这个事项' }]
  }
  return (Object.keys(ELEMENTS) as CatalogueElement[]).flatMap((element) => checkElement(element, matter, entry))
}

function checkElement(element: CatalogueElement, matter: Matter, entry: CatalogueEntry): Fault[] {
  const [ours, theirs] = [wordsOf(matter[element]), wordsOf(entry[element])]
  const same = ours.toSorted().join('\n') === theirs.toSorted().join('\n')
  const declared = matter.differs?.[element] !== undefined
  if (same !== declared) return []
  const name = `“${ELEMENTS[element]}”（${element}）`
  if (same) {
    const message = `${name}写了与事项目录不同的原因，实际上相同`
    return [{ path: `differs.${element}`, code: 'conflict', message, fix: `请删去 differs.${element}` }]
  }
  const message = `${name}与事项目录不同，目录中是：${theirs.join('；')}`
  const fix = `请改成与目录一致；确实不同的，在 differs.${element} 中写明原因`
  return [{ path: element, code: 'catalogue', message, fix }]
}

function wordsOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value
}
