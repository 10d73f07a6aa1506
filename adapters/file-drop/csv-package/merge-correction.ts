import { accepted, type Checked, type Fault, faulty } from '../../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { CsvPackageOptions } from '../options.ts'

/** A correction tells the whole case once more; materials that it keeps are those of the version before, by their code and place. */
export function mergeCorrection(
  previous: JsonObject,
  correction: JsonObject,
  { materials }: CsvPackageOptions,
): Checked<JsonObject> {
  const before = linesOf(previous[materials.key])
  const faults: Fault[] = []
  const seen = new Map<Json | undefined, number>()
  const lines = linesOf(correction[materials.key]).map((line, index) => {
    const code = line[materials.code]
    const nth = seen.get(code) ?? 0
    seen.set(code, nth + 1)
    if (line[materials.use] !== materials.kept) return line
    const known = before.filter((one) => one[materials.code] === code)[nth]
    if (known) return { ...line, [materials.file]: known[materials.file] ?? '' }
    const path = `${materials.key}[${index}].${materials.use}`
    faults.push({ path, code: 'required', message: '上一版没有可沿用的材料', fix: '请随包附上文件' })
    return line
  })
  return faults.length > 0 ? faulty(faults) : accepted({ ...correction, [materials.key]: lines })
}

const linesOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])
