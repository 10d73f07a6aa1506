import type { Case } from '../case/case.ts'
import type { MaterialInput } from '../case/files.ts'
import { supplementCase } from '../case/supplement.ts'
import type { Fault } from '../fault.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import type { CorrectionItem } from '../progress.ts'

/** How an applicant may answer an item by themselves: with a file, with words, or not at all but at a window. */
export type Way = 'file' | 'text' | 'window'

/** An item of a correction notice with how it may be answered. */
export interface WantedItem extends CorrectionItem {
  readonly index: number
  readonly way: Way
  /** of a file */
  readonly formats: readonly string[]
}

/** What an applicant answers an item with. */
export interface ItemAnswer {
  readonly index: number
  readonly fileId?: string | undefined
  readonly text?: string | undefined
}

/** The actor of what an applicant does by themselves. */
export const APPLICANT = 'applicant'
/** Form fields that a person writes as they are; the others have codes, lists or parts that a window knows. */
const WRITTEN = new Set(['text', 'date', 'month'])
const MOST_NOTE = 200

/** Who uploads for a case: nobody else may use the file. */
export function uploaderOf(caseId: string): string {
  return `${APPLICANT}:${caseId}`
}

/** What the region wants, item by item; empty where it wants nothing. */
export function wantedItems({ matters }: Pick<Gateway, 'matters'>, value: Case): WantedItem[] {
  const asked = value.status === 'CORRECTION' ? value.memo['correction'] : null
  const items = isObject(asked) && Array.isArray(asked['items']) ? (asked['items'] as unknown as CorrectionItem[]) : []
  const matter = matters.get(value.matter)
  return items.map((item, index) => ({ ...item, index, ...wayOf(item, value, matter) }))
}

function wayOf(item: CorrectionItem, value: Case, matter: Matter | undefined): Pick<WantedItem, 'way' | 'formats'> {
  const { target, slot, part, path } = item
  if (target === 'material' && slot !== undefined) {
    const formats = matter?.materials.find((one) => one.slot === slot)?.formats
    const several = value.materials.filter((one) => one.slot === slot && (part === undefined || one.part === part))
    return formats && several.length <= 1 ? { way: 'file', formats } : { way: 'window', formats: [] }
  }
  const field = path === undefined ? undefined : matter?.fields.find((one) => one.path === path)
  // what fits none of our fields is answered in words
  const isWritten = field === undefined || (WRITTEN.has(field.type) && !field.path.includes('['))
  return { way: isWritten ? 'text' : 'window', formats: [] }
}

/**
 * Sends what the applicant answers to the region's correction notice: every item that it names, nothing else of the case. Whoever sends first, the applicant or
 * the window, has sent it; the other is told.
 */
export async function supplementMine(gateway: Gateway, value: Case, answers: readonly ItemAnswer[]): Promise<Case> {
  const items = wantedItems(gateway, value)
  if (items.length === 0) throw new GatewayError('state-conflict', '现在没有要您补正的')
  if (items.some(({ way }) => way === 'window'))
    throw new GatewayError('state-conflict', '有几项要在窗口才能补,请到任一通办窗口办理')
  const given = new Map(answers.map((answer) => [answer.index, answer]))
  const faults = [...missing(items, given), ...notAsked(items, answers)]
  if (faults.length > 0) throw new GatewayError('step-invalid', `共 ${faults.length} 处问题,补齐后才能送出`, faults)
  await requireOwnFiles(gateway, value, answers)
  return supplementCase(gateway, value.no, answered(gateway, value, items, given), APPLICANT)
}

function missing(items: readonly WantedItem[], given: ReadonlyMap<number, ItemAnswer>): Fault[] {
  return items.flatMap(({ index, way, label }) => {
    const answer = given.get(index)
    const has = way === 'file' ? answer?.fileId !== undefined : (answer?.text ?? '').trim() !== ''
    if (has) return []
    const fix = way === 'file' ? '请拍照或选一个文件' : '请写明'
    return [{ path: 'answers', code: 'required', message: `还没有补“${label}”`, fix }]
  })
}

/** Nothing goes to the region that it did not ask for. */
function notAsked(items: readonly WantedItem[], answers: readonly ItemAnswer[]): Fault[] {
  return answers.flatMap(({ index, fileId, text }, at) => {
    const item = items.find((one) => one.index === index)
    const fits = item && (item.way === 'file' ? text === undefined : fileId === undefined)
    if (fits) return []
    return [{ path: `answers[${at}]`, code: 'not-asked', message: '对方没有要这一项', fix: '请去掉' }]
  })
}

async function requireOwnFiles({ store }: Gateway, { id }: Case, answers: readonly ItemAnswer[]): Promise<void> {
  for (const [at, { fileId }] of answers.entries()) {
    if (fileId === undefined) continue
    const file = await store.files.byId(fileId)
    if (file?.createdBy === uploaderOf(id)) continue
    const fault = { path: `answers[${at}].fileId`, code: 'file-unknown', message: '没有这个文件', fix: '请重新上传' }
    throw new GatewayError('step-invalid', '文件不是为这件办件上传的', [fault])
  }
}

function answered(
  { matters }: Pick<Gateway, 'matters'>,
  value: Case,
  items: readonly WantedItem[],
  given: ReadonlyMap<number, ItemAnswer>,
) {
  let form = value.form
  let materials = value.materials.map(asInput)
  const notes: string[] = []
  const fields = matters.get(value.matter)?.fields ?? []
  for (const { index, way, slot = '', part, path, label } of items) {
    const { fileId, text = '' } = given.get(index) ?? { index }
    if (way === 'file') materials = withFile(materials, { slot, part, fileId })
    else if (path !== undefined && fields.some((one) => one.path === path))
      form = withText(form, path.split('.'), text.trim())
    else notes.push(`${label}:${text.trim()}`)
  }
  const note = notes.join(';').slice(0, MOST_NOTE)
  return { form, materials, ...(note === '' ? {} : { note }) }
}

function asInput({ file, ...material }: CaseMaterial): MaterialInput {
  return { ...material, ...(file ? { fileId: file.id } : {}) }
}

/** The new file in the place of the old one, whose paper form and copies stay. */
function withFile(
  materials: readonly MaterialInput[],
  { slot, part, fileId }: { slot: string; part: string | undefined; fileId: string | undefined },
): MaterialInput[] {
  const at = materials.findIndex((one) => one.slot === slot && (part === undefined || one.part === part))
  const { exempt: _, ...before } = materials[at] ?? { slot, form: '4', copies: 1, originalSeen: false }
  const next = { ...before, ...(part === undefined ? {} : { part }), originalSeen: false, fileId } as MaterialInput
  return at === -1 ? [...materials, next] : materials.with(at, next)
}

function withText(form: JsonObject, [first = '', ...rest]: readonly string[], text: string): JsonObject {
  if (rest.length === 0) return { ...form, [first]: text }
  const inner: Json | undefined = form[first]
  return { ...form, [first]: withText(isObject(inner) ? inner : {}, rest, text) }
}
