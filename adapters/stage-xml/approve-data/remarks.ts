import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'

/** Why a material has no file, `{ kind, ref }` in the tree, as `免交:D:…`; any other remark as it is. */
export function writeRemark(value: Json | undefined): string {
  return isObject(value) ? `免交:${textOf(value['kind'])}:${textOf(value['ref'])}` : textOf(value)
}

/** The same back, in every record. */
export function readRemarks(body: JsonObject): JsonObject {
  if (body['RECORDS'] === undefined) return body
  const records = objectsOf(body['RECORDS']).map((record): JsonObject => {
    const [, kind, ref] = /^免交:([EDP]):(.*)$/s.exec(textOf(record['REMARK'])) ?? []
    return kind === undefined ? record : { ...record, REMARK: { kind, ref: ref ?? '' } }
  })
  return { ...body, RECORDS: records }
}
