import { asText, type JsonObject, valueAt } from './json.ts'
import { COMMON_MATERIALS, conflict, formValue, JPEG, type Matter, material, PDF } from './matter-parts.ts'
import type { Shape } from './shape.ts'
import { code, constant, date, type Fault, fileId, flag, pattern, personName, text } from './value-checks.ts'

const DAY_MS = 86_400_000
const MEDICAL_DAYS = 180

const isRenewal = (root: JsonObject): boolean => formValue(root, 'kind') === 'renew'
const isChange = (root: JsonObject): boolean => formValue(root, 'kind') === 'change'
const hasOldPermit = (root: JsonObject): boolean => formValue(root, 'kind') !== 'replace'

/** What a change may be of (§4.11). */
const CHANGED: Shape = {
  name: { need: 'O', check: personName },
  certNo: { need: 'O', check: text(50) },
  employerName: { need: 'O', check: text(120) },
}

const DRIVER_FORM: Shape = {
  education: { need: 'O', check: code('CQ_EDU') },
  photoFileId: { need: 'M', check: fileId },
  qualification: {
    need: 'M',
    shape: {
      no: { need: 'M', check: text(20) },
      categories: { need: 'M', each: code('CQ_QUALI') },
      first: { need: 'M', check: date },
      issued: { need: 'M', check: date },
      from: { need: 'M', check: date },
      to: { need: 'M', check: date },
      issuerName: { need: 'M', check: text(100) },
      issuerCode: { need: 'O', check: text(18) },
      creditGrade: { need: isRenewal, check: code('CQ_CREDIT') },
      creditDate: { need: isRenewal, check: date },
      training: { need: isRenewal, check: flag },
    },
  },
  driving: {
    need: 'M',
    shape: {
      no: { need: 'M', check: text(18) },
      classes: { need: 'M', each: pattern(2, /^[A-Z]\d?$/, '准驾车型不符') },
      first: { need: 'M', check: date },
      to: { need: 'M', check: date },
    },
  },
  kind: { need: 'M', check: code('CQ_M10') },
  change: {
    need: isChange,
    shape: { before: { need: 'M', shape: CHANGED }, after: { need: 'M', shape: CHANGED } },
  },
  employer: {
    need: 'O',
    shape: { name: { need: 'O', check: text(120) }, permitNo: { need: 'O', check: text(30) } },
  },
  noAccident: { need: 'M', check: constant(true) },
  medicalOn: { need: 'M', check: date },
}

function crossDriver(root: JsonObject): Fault[] {
  const faults: Fault[] = []
  const files = Array.isArray(root['files']) ? root['files'] : []
  const photo = files.find((file) => valueAt(file, '/materialCode') === 'CQ-10-05')
  if (photo && valueAt(photo, '/fileId') !== formValue(root, 'photoFileId')) {
    faults.push(conflict('/form/photoFileId', '须指向 CQ-10-05 的 fileId'))
  }
  const age = Date.parse(asText(root['submittedAt']).slice(0, 10)) - Date.parse(formValue(root, 'medicalOn'))
  if (age < 0 || age > MEDICAL_DAYS * DAY_MS) {
    faults.push(conflict('/form/medicalOn', `适岗体检须在收件日前 ${MEDICAL_DAYS} 天内`))
  }
  return faults
}

/** 道路运输从业资格证换发 (§4.11). */
export const M10: Matter = {
  matter: 'M10',
  name: '道路运输从业资格证换发',
  basicCode: '000118030005',
  matterCode: '11500107MB0000166B4000118030005',
  formVersion: '2026.1',
  modes: ['online', 'collect'],
  slaHours: 24,
  officeCode: '11500107MB0000166B',
  officeName: '重庆市九龙坡区交通运输委员会',
  isInstant: false,
  licence: {
    typeCode: '11100000000013338W009',
    name: '道路运输从业资格证',
    no: '/form/qualification/no',
    holderName: '/subjectName',
    holderCode: '/certNo',
    years: 6,
  },
  correctable: { '/form/qualification/issuerName': '发证机关' },
  form: () => DRIVER_FORM,
  cross: crossDriver,
  materials: [
    material('CQ-10-01', '换补变登记表', [PDF], 5),
    material('CQ-10-02', '居民身份证（合并）', [JPEG], 2, ['data_check']),
    material('CQ-10-03', '机动车驾驶证', [JPEG], 2, ['elicence', 'data_check']),
    material('CQ-10-04', '原从业资格证', [PDF, JPEG], 5, ['elicence'], hasOldPermit),
    material('CQ-10-05', '电子照片', [JPEG], 100 / 1024),
    material('CQ-10-06', '事故与满分证明', [PDF], 5, ['data_check']),
    material('CQ-10-07', '继续教育证明', [PDF], 5, ['prior_case', 'data_check'], isRenewal),
    ...COMMON_MATERIALS,
  ],
}
