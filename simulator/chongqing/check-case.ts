import { hasLicenceCheck, isIdNumber, isUscc, LICENCE_ID } from '../check-digits.ts'
import { envelopeShape, UPLOAD_KEYS } from './envelope-shape.ts'
import { asArray, asText, isObject, type JsonObject, valueAt } from './json.ts'
import type { MaterialRule, Matter } from './matter-parts.ts'
import { gatewayMatterCode, MATTERS } from './matters.ts'
import { checkShape } from './shape.ts'
import { HANDLED_HERE, type Side } from './side.ts'
import type { Fault, FaultCode } from './value-checks.ts'

const MAX_FILES = 50

const fault = (pointer: string, code: FaultCode, message: string): Fault => ({ pointer, code, message })

/** The matter a case is about, by its 31 digits at the handling side; undefined where none is served. */
export function matterOf(body: JsonObject, side: Side): Matter | undefined {
  return Object.values(MATTERS).find((matter) => {
    const expected = side === HANDLED_HERE ? matter.matterCode : gatewayMatterCode(matter.basicCode)
    return body['matterCode'] === expected
  })
}

/** Check digits, names and nationality of one certificate holder (§3.3, §5, §7). */
function checkCertificate(holder: JsonObject, at: string, nameKey: string): Fault[] {
  const faults: Fault[] = []
  const number = asText(holder['certNo'])
  const name = asText(holder[nameKey])
  if (holder['certType'] === '01') {
    if (!isIdNumber(number)) faults.push(fault(`${at}/certNo`, 'checksum', '公民身份号码校验位错误'))
    const length = [...name].length
    if (length < 2 || length > 50 || /\p{Script=Latin}/u.test(name)) {
      faults.push(fault(`${at}/${nameKey}`, 'format', '证件 01 的姓名应为 2–50 字且不含拉丁字母'))
    }
  }
  if (holder['certType'] === '51' && !isUscc(number)) {
    faults.push(fault(`${at}/certNo`, 'checksum', '统一社会信用代码校验位错误'))
  }
  const nationality = holder['nationality']
  if (nationality !== undefined && ['05', '06'].includes(asText(holder['certType']))) {
    const isChinese = holder['certType'] === '05'
    if ((nationality === 'CN') !== isChinese) faults.push(fault(`${at}/certType`, 'conflict', '护照类型与国籍不符'))
  }
  return faults
}

function checkEnvelope(body: JsonObject, matter: Matter, side: Side): Fault[] {
  const faults = checkCertificate(body, '', 'subjectName')
  if (body['basicCode'] !== matter.basicCode) faults.push(fault('/basicCode', 'conflict', '与 matterCode 不符'))
  if (!matter.modes.includes(asText(body['mode']))) faults.push(fault('/mode', 'code', `只收 ${matter.modes}`))
  if (!asText(body['divisionCode']).startsWith(side.prefix)) {
    faults.push(fault('/divisionCode', 'code', `属地区划须 ${side.prefix} 开头`))
  }
  const agent = body['agent']
  if (isObject(agent)) {
    faults.push(...checkCertificate(agent, '/agent', 'name'))
    if (agent['certNo'] === body['certNo'] && agent['certType'] === body['certType']) {
      faults.push(fault('/agent/certNo', 'conflict', '代理人与申请人证件相同'))
    }
  }
  const consent = asArray(body['files']).find((file) => valueAt(file, '/materialCode') === 'CQ-99-01')
  if (!consent || valueAt(consent, '/fileId') !== valueAt(body, '/consent/fileId')) {
    faults.push(fault('/consent/fileId', 'file_missing', '没有对应的 CQ-99-01 材料'))
  }
  return faults
}

function checkExemption(file: JsonObject, exempt: JsonObject, rule: MaterialRule | undefined, at: string): Fault[] {
  const faults = UPLOAD_KEYS.filter((key) => file[key] !== undefined).map((key) =>
    fault(`${at}/${key}`, 'unexpected', '免交材料只带 materialCode 与 exempt'),
  )
  const kind = asText(exempt['kind'])
  if (rule && kind && !rule.exempt.includes(kind)) faults.push(fault(`${at}/exempt/kind`, 'code', '本材料不可如此免交'))
  const id = exempt['licenceId']
  if (kind !== 'elicence') {
    if (id !== undefined) faults.push(fault(`${at}/exempt/licenceId`, 'unexpected', '仅 kind=elicence'))
  } else if (id === undefined) faults.push(fault(`${at}/exempt/licenceId`, 'required', 'kind=elicence 必填'))
  else if (!LICENCE_ID.test(asText(id))) faults.push(fault(`${at}/exempt/licenceId`, 'format', '电子证照标识不符'))
  else if (!hasLicenceCheck(asText(id))) {
    faults.push(fault(`${at}/exempt/licenceId`, 'checksum', '电子证照标识校验位错误'))
  }
  return faults
}

function checkUpload(file: JsonObject, rule: MaterialRule | undefined, at: string): Fault[] {
  const faults = UPLOAD_KEYS.filter((key) => file[key] === undefined).map((key) =>
    fault(`${at}/${key}`, 'required', '上传材料必填'),
  )
  const mediaType = file['mediaType']
  if (rule && typeof mediaType === 'string' && !rule.formats.includes(mediaType)) {
    faults.push(fault(`${at}/mediaType`, 'file_type', `只收 ${rule.formats.join('、')}`))
  }
  if (rule && Number(file['sizeBytes']) > rule.maxBytes) {
    faults.push(fault(`${at}/sizeBytes`, 'file_size', `超过 ${rule.maxBytes} 字节`))
  }
  const id = asText(file['fileId'])
  const url = asText(file['url'])
  if (id && url && !url.includes(`/tb/v1/files/${id}?`)) faults.push(fault(`${at}/url`, 'format', '地址与 fileId 不符'))
  return faults
}

/** Faults of one entry of `files`, which stands at `at`. */
export function checkFile(file: JsonObject, matter: Matter, root: JsonObject, at: string): Fault[] {
  const rule = matter.materials.find((candidate) => candidate.code === file['materialCode'])
  const faults: Fault[] = []
  if (!rule) faults.push(fault(`${at}/materialCode`, 'code', '本事项没有此材料'))
  else if (rule.when && !rule.when(root)) {
    faults.push(fault(`${at}/materialCode`, 'unexpected', `条件不满足，不得交${rule.name}`))
  }
  const exempt = file['exempt']
  return faults.concat(isObject(exempt) ? checkExemption(file, exempt, rule, at) : checkUpload(file, rule, at))
}

/** Front and back of an identity card are both uploaded or both exempted (§4.12, M02). */
function checkCardSides(files: JsonObject[], matter: Matter): Fault[] {
  if (matter.matter !== 'M02') return []
  const exempted = (code: string): boolean | undefined => {
    const file = files.find((entry) => entry['materialCode'] === code)
    return file && file['exempt'] !== undefined
  }
  const [front, back] = [exempted('CQ-02-03'), exempted('CQ-02-04')]
  if (front === undefined || back === undefined || front === back) return []
  return [fault('/files', 'conflict', 'CQ-02-03 与 CQ-02-04 须同免或同交')]
}

function checkFiles(body: JsonObject, matter: Matter): Fault[] {
  const files = asArray(body['files']).filter(isObject)
  const faults = files.flatMap((file, i) => checkFile(file, matter, body, `/files/${i}`))
  if (files.length > MAX_FILES) faults.push(fault('/files', 'too_long', `材料超过 ${MAX_FILES} 份`))
  const ids = files.map((file) => file['fileId'])
  for (const [i, id] of ids.entries()) {
    if (id !== undefined && ids.indexOf(id) < i) faults.push(fault(`/files/${i}/fileId`, 'conflict', 'fileId 重复'))
  }
  for (const rule of matter.materials) {
    const isNeeded = rule.when ? rule.when(body) : true
    const there = files.filter((file) => file['materialCode'] === rule.code).length
    const wanted = rule.count?.(body) ?? 1
    if (isNeeded && there < wanted) faults.push(fault('/files', 'file_missing', `缺 ${rule.code} ${rule.name}`))
    if (rule.count && there > wanted) faults.push(fault('/files', 'unexpected', `${rule.code} 多于 ${wanted} 条`))
  }
  return faults.concat(checkCardSides(files, matter))
}

/** Every fault of a case, at most one per place and code. */
export function checkCase(body: JsonObject, matter: Matter, side: Side): Fault[] {
  const faults: Fault[] = []
  checkShape(envelopeShape(matter.matter, matter.formVersion, matter.form(side), side), body, body, '', faults)
  const found = [
    ...faults,
    ...checkEnvelope(body, matter, side),
    ...matter.cross(body, side),
    ...checkFiles(body, matter),
  ]
  return found.filter((one, i) => {
    const first = found.findIndex((other) => other.pointer === one.pointer && other.code === one.code)
    return first === i || (one.code === 'file_missing' && one.pointer === '/files')
  })
}
