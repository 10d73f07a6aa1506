import { hasLicenceCheck, isUscc } from '../check-digits.ts'
import { checkSequence, mergeFaults, recordsOf } from './check-application.ts'
import { checkHead } from './check-head.ts'
import { checkRecord, type Relations } from './check-record.ts'
import { DOCUMENTS } from './feedback.ts'
import { FEEDBACK_RULES, MATERIAL_RULES, RECORD_RULES } from './forms.ts'
import { checkFile } from './materials.ts'
import { fieldOf, type Package, type PackageRecord, type WireError } from './package.ts'
import type { OwnCase } from './region.ts'
import type { RecordFaults } from './replies.ts'

/** §3.3: the fields that a type must have. */
const REQUIRED: Readonly<Record<string, string>> = {
  '02': 'SLBH FDSX FDSXDW CNSX CNSXDW',
  '03': 'FKYJ',
  '04': 'FKYJ BZQX',
  '06': 'HJDM',
  '07': 'TBCXLXDM TBCXTS TBCXTSDW',
  '10': 'FKYJ',
  '11': 'BLJGDM',
  '12': 'FKYJ',
  '14': 'FKYJ',
  '16': 'KDGS KDDH',
  '17': 'LQR_XM LQR_GMSFHM',
}

const fileOf = (records: readonly PackageRecord[], number: string): PackageRecord | undefined =>
  recordsOf(records, '011000').find(({ fields }) => fieldOf(fields, 'SXH') === number)

/** The record of the licence's file in a package, if it has one. */
export function licenceFile(records: readonly PackageRecord[]): { licence: PackageRecord; file: PackageRecord } | null {
  const [licence] = recordsOf(records, '010009')
  const file = licence && fileOf(records, fieldOf(licence.fields, 'WJSXH'))
  return licence && file ? { licence, file } : null
}

function mainRelations(own: OwnCase, records: readonly PackageRecord[]): Relations {
  return ({ value, require, forbid, relate, report }) => {
    const type = value('FKLXDM')
    const required = REQUIRED[type]
    if (required) require(required)
    relate('YWLSH', value('YWLSH') === own.view.gatewayCaseNo, '与申请应答的 YWLSH 不同')
    relate('FKXH', Number(value('FKXH')) === own.feedbacks.size + 1, '应从 1 起连续')
    relate('FKSJ', value('FKSJ') >= own.lastTime, '早于前一反馈')
    relate('BZQX', type !== '04' || value('BZQX') >= value('FKSJ').slice(0, 8), '早于反馈时间')
    const [documentType, name] = DOCUMENTS[type] ?? []
    const documents = recordsOf(records, '010010').map(({ fields }) => fieldOf(fields, 'WSLXDM'))
    if (documentType && !documents.includes(documentType))
      report('FKLXDM', '-931', `反馈 ${type} 须带 ${documentType} 号文书(${name})`)
    const details = recordsOf(records, '010007').length + recordsOf(records, '010008').length
    if (type === '04' && details === 0) report('FKLXDM', '-931', '补正告知须带 010007 或 010008')
    if (type === '05' && own.corrections === 0) report('FKLXDM', '-934', '未收补正即告补正收讫')
    const returned = own.matter.returns.rules.map(({ name }) => name).join(' ')
    if (returned !== '' && type === '11') require(returned)
    if (returned !== '' && type !== '11') forbid(returned)
    const issues = type === '11' && value('BLJGDM') === '1' && own.matter.licence !== null
    if (issues && recordsOf(records, '010009').length === 0) report('FKLXDM', '-931', '发证事项准予办结须带 010009')
  }
}

function checkDetail(own: OwnCase, { sid, fields }: PackageRecord): WireError[] {
  if (sid === '010007')
    return checkRecord(fields, RECORD_RULES['010007'], ({ value, require, report }) => {
      require('YY', value('JGDM') === '2')
      if (value('JLSID') !== own.matter.applySid || value('JLNO') !== '1') report('JLSID', '-934', '申请包中无此记录')
      if (!own.matter.form.some(({ name }) => name === value('ZDM'))) report('ZDM', '-932', '申请包中无此字段')
    })
  return checkRecord(fields, RECORD_RULES['010008'], ({ value, require, relate }) => {
    require('YY', value('JGDM') === '2')
    const isKnown = own.materials.some(
      ({ fields: sent }) => fieldOf(sent, 'CLLBDM') === value('CLLBDM') && fieldOf(sent, 'SXH') === value('SXH'),
    )
    relate('CLLBDM', isKnown, '申请包中无此材料')
  })
}

function checkDocument({ fields }: PackageRecord, records: readonly PackageRecord[]): WireError[] {
  return checkRecord(fields, RECORD_RULES['010010'], ({ value, relate }) => {
    const file = fileOf(records, value('WJSXH'))
    relate('WJSXH', fieldOf(file?.fields ?? [], 'CLLBDM') === `98${value('WSLXDM')}`, '同包没有此文书的文件')
  })
}

function checkLicence({ fields }: PackageRecord, records: readonly PackageRecord[]): WireError[] {
  return checkRecord(fields, RECORD_RULES['010009'], ({ value, relate, report }) => {
    const file = fileOf(records, value('WJSXH'))
    relate('WJSXH', fieldOf(file?.fields ?? [], 'CLLBDM') === '9901', '同包没有证照文件')
    if (!hasLicenceCheck(value('ZZBS'))) report('ZZBS', '-933', '电子证照标识格式或校验位错误')
    relate('ZZBS', value('ZZBS').includes(`.${value('ZZLXDM')}.`), '与 ZZLXDM 不一致')
    if (value('ZZMC') === '营业执照' && !isUscc(value('ZZBH'))) report('ZZBH', '-933', '应为统一社会信用代码')
    relate('YXQZ', value('YXQZ') >= value('YXQQ'), '早于有效期起')
  })
}

function checkAttached({ fields }: PackageRecord, due: number): WireError[] {
  const errors = checkRecord(fields, MATERIAL_RULES, ({ value, relate }) => {
    relate('MTJDM', value('MTJDM') === 'N', '反馈文件应为 N')
    relate('CLLBDM', /^98\d\d$|^9901$/.test(value('CLLBDM')), '反馈文件应为 98xx 或 9901')
    relate('SXH', value('SXH') === String(due), '应从 1 起连续')
  })
  const formats = fieldOf(fields, 'CLLBDM') === '9901' ? ['pdf', 'ofd'] : ['pdf']
  return [...errors, ...checkFile(fields, formats)]
}

function checkFurther(own: OwnCase, records: readonly PackageRecord[]): RecordFaults[] {
  const check: Readonly<Record<string, (record: PackageRecord) => WireError[]>> = {
    '010007': (record) => checkDetail(own, record),
    '010008': (record) => checkDetail(own, record),
    '010009': (record) => checkLicence(record, records),
    '010010': (record) => checkDocument(record, records),
  }
  const files = recordsOf(records, '011000')
  return records.map((record) => ({
    sid: record.sid,
    no: record.no,
    errors:
      record.sid === '011000' ? checkAttached(record, files.indexOf(record) + 1) : (check[record.sid]?.(record) ?? []),
  }))
}

/** Everything wrong with a feedback of the gateway, by record (§3.3). */
export function checkFeedback(own: OwnCase, { head, records }: Package): RecordFaults[] {
  const { feedbackSid, category } = own.matter
  const [main] = recordsOf(records, feedbackSid)
  if (!main) return [{ sid: feedbackSid, no: '1', errors: [{ field: 'RECORD', code: '-931', message: '缺少主记录' }] }]
  const errors = [
    ...checkHead(head, own.caseNumber.slice(0, 6), category),
    ...checkRecord(main.fields, [...FEEDBACK_RULES, ...own.matter.returns.rules], mainRelations(own, records)),
  ]
  return mergeFaults([
    { sid: main.sid, no: main.no, errors },
    ...checkSequence(records, [feedbackSid, '010007', '010008', '010009', '010010', '011000']),
    ...checkFurther(own, records),
  ])
}
