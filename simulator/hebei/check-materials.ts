import { type LookUp, needOf } from '../field-needs.ts'
import { checkFields } from './check-fields.ts'
import { MATERIAL } from './fields.ts'
import type { MaterialRule, Matter } from './matters.ts'
import type { Body, WireError } from './wire.ts'

/** A file that was uploaded before, as 3101 said. */
export interface Uploaded {
  readonly format: string
  readonly bytes: number
}

const MOST_FILES = 30

/** Everything in `materialData` that breaks §3.3 or §4.12. */
export function checkMaterials(
  materials: readonly Body[],
  rules: Matter['materials'],
  lookUp: LookUp,
  uploaded: (id: string) => Uploaded | undefined,
): WireError[] {
  const errors = materials.flatMap((material, index) => {
    const path = `materialData[${index}]`
    const rule = rules.find(({ code }) => code === material['materialCode'])
    const shape = checkFields(material, MATERIAL, `${path}.`)
    return rule
      ? [...shape, ...checkOne(material, rule, path, uploaded)]
      : [...shape, fault(path, 'E04', '材料编码不在清单内')]
  })
  const files = materials.filter(({ id }) => id !== '')
  return [
    ...errors,
    ...rules.flatMap((rule) => checkPresence(rule, materials, lookUp)),
    ...(files.length > MOST_FILES
      ? [{ path: 'materialData', code: 'E02', message: `附件不得超过 ${MOST_FILES} 个` }]
      : []),
  ]
}

const fault = (path: string, code: string, message: string, key = 'materialCode'): WireError => ({
  path: `${path}.${key}`,
  code,
  message,
})

function checkPresence({ code, need }: MaterialRule, materials: readonly Body[], lookUp: LookUp): WireError[] {
  const at = materials.findIndex(({ materialCode }) => materialCode === code)
  const { isWanted, isAllowed } = needOf(need, lookUp)
  if (at < 0) return isWanted ? [{ path: 'materialData', code: 'E01', message: `缺少材料 ${code}` }] : []
  return isAllowed ? [] : [fault(`materialData[${at}]`, 'E07', '条件不满足,不得上传')]
}

function checkOne(material: Body, rule: MaterialRule, path: string, uploaded: (id: string) => Uploaded | undefined) {
  const errors: WireError[] = []
  if (material['materialName'] !== rule.name) errors.push(fault(path, 'E06', '与材料编码不符', 'materialName'))
  const exempt = String(material['exemptType'])
  if (exempt !== '0') {
    if (!rule.exempt.includes(exempt)) errors.push(fault(path, 'E04', '此材料不可这样免交', 'exemptType'))
    for (const [key, value] of Object.entries({ num: '1', form: '2', verifyOrig: '0' }))
      if (material[key] !== value) errors.push(fault(path, 'E06', `免交填 ${value}`, key))
    return errors
  }
  const file = uploaded(String(material['id']))
  if (!file) return [...errors, fault(path, 'E08', '附件不存在', 'id')]
  if (!rule.formats.includes(file.format) || file.bytes > rule.maxKB * 1024)
    errors.push(fault(path, 'E09', `应为 ${rule.formats.join('、')},至多 ${rule.maxKB} KB`, 'id'))
  return errors
}
