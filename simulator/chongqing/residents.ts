import { isIdNumber } from '../check-digits.ts'
import { asArray, type JsonObject, valueAt } from './json.ts'
import { COMMON_MATERIALS, conflict, formValue, JPEG, type Matter, material, PDF } from './matter-parts.ts'
import type { Shape } from './shape.ts'
import type { Side } from './side.ts'
import {
  address,
  type Check,
  code,
  constant,
  date,
  division,
  type Fault,
  fileId,
  mobile,
  moment,
  pattern,
  personName,
  telephone,
  text,
} from './value-checks.ts'

const must = (check: Check) => ({ need: 'M' as const, check })
const may = (check: Check) => ({ need: 'O' as const, check })

const ADULT_AT = 16

function isChild(root: JsonObject): boolean {
  const [birth = '', day = ''] = [valueAt(root, '/birthDate'), valueAt(root, '/submittedAt')].map(String)
  return `${Number(birth.slice(0, 4)) + ADULT_AT}${birth.slice(4)}` > day.slice(0, 10)
}

function cardForm(side: Side): Shape {
  return {
    ssNo: must(text(18)),
    nameExt: { need: (root) => [...String(root['subjectName'])].length > 20, check: text(100) },
    hukouType: may(code('CQ_HUKOU')),
    hukouAddr: may(text(200)),
    postcode: may(pattern(6, /^\d{6}$/, '邮编应为 6 位')),
    insuredDivision: must(division(side.pseudoAllowed)),
    card: { need: 'M', shape: { bank: must(code('CQ_BANK')), applyKind: must(code('CQ_CARD')) } },
    photoFileId: must(fileId),
    guardian: {
      need: isChild,
      shape: {
        name: must(personName),
        certType: must(code('CQ_CERT')),
        certNo: must(text(50)),
        phone: must(mobile),
        relation: must(code('CQ_RELATION')),
      },
    },
    outletCode: { need: (root) => valueAt(root, '/delivery/method') === 'window', check: text(20) },
    idIssuer: must(text(60)),
    occupation: must(code('CQ_JOB')),
  }
}

function crossCard(root: JsonObject, side: Side): Fault[] {
  const faults: Fault[] = []
  if (!formValue(root, 'insuredDivision').startsWith(side.prefix))
    faults.push(conflict('/form/insuredDivision', `参保地须 ${side.prefix} 开头`))
  const photo = asArray(root['files']).find((file) => valueAt(file, '/materialCode') === 'CQ-05-03')
  if (photo && valueAt(photo, '/fileId') !== formValue(root, 'photoFileId'))
    faults.push(conflict('/form/photoFileId', '须指向 CQ-05-03 的 fileId'))
  return faults
}

/** 社会保障卡申领 (§4.6). */
export const M05: Matter = {
  matter: 'M05',
  name: '社会保障卡申领',
  basicCode: '002014011001',
  matterCode: '12500000MB0000174Q2002014011001',
  formVersion: '2026.1',
  modes: ['online', 'collect'],
  slaHours: 40,
  officeCode: '12500000MB0000174Q',
  officeName: '重庆市社会保险局(示例)',
  isInstant: false,
  correctable: { '/form/idIssuer': '证件签发机关' },
  form: cardForm,
  cross: crossCard,
  materials: [
    material('CQ-05-01', '申领登记表', [PDF], 5),
    material('CQ-05-02', '居民身份证（合并）', [JPEG], 2, ['data_check']),
    material('CQ-05-03', '电子照片', [JPEG], 100 / 1024),
    material('CQ-05-04', '户口簿', [PDF, JPEG], 5, ['data_check'], isChild),
    ...COMMON_MATERIALS,
  ],
}

function moveForm(side: Side): Shape {
  const place = must(address(side.pseudoAllowed))
  const agency = { agencyCode: must(text(12)), agencyName: must(text(100)) }
  const leaves = (root: JsonObject): boolean => formValue(root, 'role') === 'move_out'
  return {
    coopNo: must(text(50)),
    localNo: must(text(50)),
    role: must(code('CQ_ROLE')),
    migrants: {
      need: 'M',
      each: {
        certNo: must(text(18)),
        name: must(personName),
        gender: must(code('CQ_GENDER')),
        ethnicity: must(code('CQ_ETHNICITY')),
        birthDate: must(date),
        relation: must(code('CQ_RELATION')),
      },
    },
    reason: must(constant('spouse')),
    moveOut: { need: 'M', shape: { addr: place, ...agency } },
    moveIn: { need: 'M', shape: { addr: place, ...agency } },
    permit: {
      need: leaves,
      shape: {
        no: must(text(20)),
        issuerCode: must(text(12)),
        issuerName: must(text(100)),
        issuedOn: must(date),
        validTo: must(date),
      },
    },
    officerName: must(personName),
    scope: must(constant('interprovincial')),
    receiving: { need: 'M', shape: { code: must(text(12)), name: must(text(100)), phone: must(telephone) } },
    clerk: {
      need: 'M',
      shape: { certNo: must(text(18)), name: must(personName), phone: must(telephone), at: must(moment) },
    },
    routing: {
      need: 'M',
      shape: Object.fromEntries(
        ['owner', 'sender', 'receiver'].flatMap((who) => [
          [`${who}Code`, must(text(12))],
          [`${who}Name`, must(text(100))],
        ]),
      ),
    },
    remark: may(text(500)),
    marriage: {
      need: 'M',
      shape: { certNo: must(text(30)), registeredOn: must(date), registrar: must(text(100)) },
    },
  }
}

const MOST_MIGRANTS = 10

function crossMove(root: JsonObject, side: Side): Fault[] {
  const end = formValue(root, 'role') === 'move_out' ? 'moveOut' : 'moveIn'
  const faults: Fault[] = []
  if (!String(valueAt(root, `/form/${end}/addr/codes/0`)).startsWith(side.prefix.slice(0, 2)))
    faults.push(conflict(`/form/${end}/addr/codes`, '本子件的一端不在属地'))
  if (root['certType'] !== '01') faults.push(conflict('/certType', '双方均须持居民身份证'))
  const migrants = asArray(valueAt(root, '/form/migrants'))
  if (migrants.length > MOST_MIGRANTS) faults.push(conflict('/form/migrants', `至多 ${MOST_MIGRANTS} 人`))
  for (const [i, one] of migrants.entries())
    if (!isIdNumber(String(valueAt(one, '/certNo'))))
      faults.push({ pointer: `/form/migrants/${i}/certNo`, code: 'checksum', message: '公民身份号码校验位错误' })
  return faults
}

/** 夫妻投靠户口迁移 (§4.10). */
export const M09: Matter = {
  matter: 'M09',
  name: '夫妻投靠户口迁移',
  basicCode: '000709015004',
  matterCode: '11500107MB0000158G4000709015004',
  formVersion: '2026.1',
  modes: ['joint'],
  slaHours: 56,
  officeCode: '11500107MB0000158G',
  officeName: '重庆市公安局九龙坡区分局(示例)',
  isInstant: false,
  back: {
    migrants: [
      {
        more: {
          occupation: '教师',
          relationToHolder: 'self',
          migrationNo: '渝迁00000001',
          formerAddr: { division: '500107000000', detail: '示例街道示例大道8号501室', urbanRural: '111' },
        },
      },
    ],
  },
  correctable: { '/form/marriage/certNo': '结婚登记字号' },
  form: moveForm,
  cross: crossMove,
  materials: [
    material('CQ-09-01', '户口迁移申请书', [PDF], 5),
    material('CQ-09-02', '户口簿（申请人）', [PDF, JPEG], 10, ['data_check']),
    material('CQ-09-03', '户口簿（迁移人）', [PDF, JPEG], 10, ['data_check']),
    material('CQ-09-04', '居民身份证（双方）', [PDF], 5, ['data_check']),
    material('CQ-09-05', '迁入地居住证明', [PDF], 10, ['elicence']),
    material('CQ-09-06', '婚姻状况声明', [PDF], 5),
    ...COMMON_MATERIALS,
  ],
}
