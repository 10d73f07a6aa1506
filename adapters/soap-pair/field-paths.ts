import type { JsonObject } from '../../core/json.ts'
import { type PackageRecord, SIDS } from './package.ts'
import { textOf } from './tree-records.ts'

/** A field by its record: how answers and corrections name it. */
export interface FieldPlace {
  readonly sid: string
  /** from 1 */
  readonly no: number
  readonly field: string
}

/**
 * The field that a path of a tree means: `main.X`, `main[1].X` where main repeats, `records.021011[0].X`, `files[2].X`, `files[2]` for its class. What is
 * none of these, and `files` for a material that is not there, is said of the main record.
 */
export function toPlace(path: string, mainSid: string): FieldPlace {
  const [, group = '', at, name] = /^(main|files|records\.\d{6})(?:\[(\d+)\])?(?:\.(\w+))?$/.exec(path) ?? []
  const no = Number(at ?? 0) + 1
  if (group === 'files' && at !== undefined) return { sid: SIDS.file, no, field: name ?? 'CLLBDM' }
  if (group === 'files') return { sid: mainSid, no: 1, field: 'CLLBDM' }
  if (group === 'main' && name !== undefined) return { sid: mainSid, no, field: name }
  if (group !== '' && name !== undefined) return { sid: group.slice('records.'.length), no, field: name }
  return { sid: mainSid, no: 1, field: (path.split('.').at(-1) ?? path).slice(0, 50) }
}

/** The path of a field in a tree whose main record has `mainSid`; `repeats` where main is a list. */
export function toPath({ sid, no, field }: FieldPlace, mainSid: string, repeats: boolean): string {
  if (sid === mainSid) return repeats ? `main[${no - 1}].${field}` : `main.${field}`
  return sid === SIDS.file ? `files[${no - 1}].${field}` : `records.${sid}[${no - 1}].${field}`
}

/** The tree path of a field that an answer complains of; a changed field of a supplement is the field itself. */
export function faultPath(
  { sid, no }: PackageRecord,
  field: string,
  about: { readonly mainSid: string; readonly requestSid: string; readonly repeats: boolean },
  sent: readonly PackageRecord[],
): string {
  if (sid === SIDS.supplement) return `supplement.${field}`
  if (sid !== SIDS.change) return toPath({ sid, no, field }, about.mainSid, about.repeats)
  const change = Object.fromEntries(sent.find((one) => one.sid === sid && one.no === no)?.fields ?? [])
  const { JLNO = '1', ZDM = field } = change
  return toPath({ sid: about.requestSid, no: Number(JLNO), field: ZDM }, about.requestSid, about.repeats)
}

/** Where a supplement says what is wrong with a field of the form: at its change, or at the main record where nothing of it was sent. */
export function changePlace(
  { sid, no, field }: FieldPlace,
  changes: readonly JsonObject[],
  requestSid: string,
): FieldPlace {
  if (sid !== requestSid) return { sid, no, field }
  const at = changes.findIndex((one) => textOf(one['ZDM']) === field && Number(textOf(one['JLNO']) || 1) === no)
  return at < 0 ? { sid: SIDS.supplement, no: 1, field } : { sid: SIDS.change, no: at + 1, field }
}
