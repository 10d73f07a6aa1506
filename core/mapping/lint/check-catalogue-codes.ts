import { type Finding, findingsIn, type Steps } from './finding.ts'
import type { Gate } from './gates.ts'

/** 18 of the body's credit code, 1 of the level, 12 of the basic code; what a region appends stands behind. */
const IMPLEMENTATION_CODE = /^[0-9A-Z]{18}[1-4](\d{12})/
const BASIC_CODE = /^(\d{12})$/

/** The matter goes by its basic code in the catalogue (四级四同); a region that goes by a code of its province says so under `aliases`, with its reason. */
export const checkCatalogueCodes: Gate = ({ file, matter, region }) => {
  const { error, warning } = findingsIn(file.source)
  const { aliases, matterCodes, constants } = file.data
  const used = [
    ...Object.entries(matterCodes).flatMap(([key, value]) => codeIn(['matterCodes', key], value, BASIC_CODE)),
    ...Object.entries({ ...matterCodes, ...constants }).flatMap(([key, value]) =>
      codeIn([Object.hasOwn(matterCodes, key) ? 'matterCodes' : 'constants', key], value, IMPLEMENTATION_CODE),
    ),
  ]
  const strange = used.filter(({ code }) => code !== matter.basicCode && !Object.hasOwn(aliases, code))
  return [
    ...strange.map(({ steps, code }): Finding => {
      const message = `基本编码 ${code} 与事项目录的 ${matter.basicCode} 不同,没有写明原因`
      const fix = `请改成目录的编码;${region.region.data.name}确实另有编码的,写 aliases: { '${code}': 原因 }`
      return error(steps, 'catalogue-code', message, fix)
    }),
    ...Object.keys(aliases)
      .filter((code) => code === matter.basicCode || used.every((one) => one.code !== code))
      .map((code) =>
        warning(['aliases', code], 'dead-declaration', `编码 ${code} 没有用到,或就是目录的编码`, '请删去'),
      ),
  ]
}

function codeIn(steps: Steps, value: unknown, shape: RegExp): { readonly steps: Steps; readonly code: string }[] {
  const code = typeof value === 'string' ? shape.exec(value)?.[1] : undefined
  return code === undefined ? [] : [{ steps, code }]
}
