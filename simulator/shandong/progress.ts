import { createHash, randomBytes } from 'node:crypto'
import { beijingDay, beijingTime } from '../beijing-time.ts'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { officerOf } from '../spoil.ts'
import { valuesOf } from './check-rows.ts'
import type { Matter } from './matters.ts'
import type { Registered } from './registered.ts'
import { type Content, FILLER, sectionOf, textOf } from './stage.ts'

/** A step that the gateway is told: an operation with its sections. */
export interface Told {
  readonly operation: string
  readonly sections: Exclude<Content, string>
}

/** Steps by name: SHOULI with YWSLZT, GDBSSPCL with SPHJDM, a correction, the end with BJJGDM, the licence's file. */
export type Step =
  | `SHOULI ${1 | 2 | 4}`
  | `GDBSSPCL ${1 | 2 | 3 | 9}`
  | 'SPBUZHENGGAOZHI'
  | `SPBANJIE ${3 | 6 | 7}`
  | 'SPSHENPIJIEGUO LIC'

/** What follows once the listed materials are there; the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour, { id }: Matter): { first: Step[]; afterCorrection: Step[] } {
  const finish: Step[] =
    id === 'M02'
      ? ['SHOULI 1', 'GDBSSPCL 2', 'SPBANJIE 6', 'SPSHENPIJIEGUO LIC']
      : ['SHOULI 1', 'GDBSSPCL 3', 'SPBANJIE 6']
  switch (behaviour) {
    case 'correction':
      return { first: ['SHOULI 4', 'SPBUZHENGGAOZHI'], afterCorrection: finish }
    case 'refuse':
      return { first: ['SHOULI 4', 'SHOULI 2'], afterCorrection: [] }
    case 'deny':
      return { first: ['SHOULI 4', 'SHOULI 1', 'GDBSSPCL 2', 'SPBANJIE 7'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['SHOULI 4', 'SHOULI 1', 'GDBSSPCL 9'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['SHOULI 4', ...finish], afterCorrection: [] }
  }
}

const OFFICER = '示例科员'
const STAGE_NAMES: Readonly<Record<string, string>> = { 1: '承办', 2: '审核', 3: '批准', 9: '会签' }
const DAY_MS = 86_400_000

/** The next stage about a case; its time is a second after the last at least (§6.3). */
export function stageOf(registered: Registered, step: Step, now: number): Told {
  registered.stageAt = Math.max(now, registered.stageAt + 1_000)
  const at = beijingTime(registered.stageAt)
  const [name = '', code = ''] = step.split(' ')
  switch (name) {
    case 'SHOULI':
      return { operation: 'receiveAcceptInfo', sections: [[name, acceptance(registered, code, at)]] }
    case 'GDBSSPCL':
      return { operation: 'receiveCourseInfo', sections: [[name, course(registered.matter, code, at)]] }
    case 'SPBUZHENGGAOZHI':
      return { operation: 'receiveCorrectInfo', sections: [[name, correction(registered, at)]] }
    case 'SPBANJIE':
      return { operation: 'receiveFinishInfo', sections: [[name, finish(registered, code, at)]] }
    default:
      return {
        operation: 'receiveResultFileInfo',
        sections: [['SPSHENPIJIEGUODATA', [['SPSHENPIJIEGUO', licenceFile(registered)]]]],
      }
  }
}

function acceptance({ matter, stageAt, behaviour }: Registered, code: string, at: string): Content {
  const [value, unit] = matter.promised
  const isTaken = code === '1'
  return [
    ['YWSLSJ', at],
    ['YWSLRMC', officerOf(behaviour, OFFICER)],
    ['YWSLRBM', 'SD0003'],
    ['YWSLZT', code],
    ['YWSLYJ', code === '2' ? '不符合条件(示例)' : isTaken ? '材料齐全,予以受理' : FILLER],
    ['YWSLQHMC', matter.office.area === '370100000000' ? '济南市' : '历下区'],
    ['YWSLQHBM', matter.office.area],
    ['YWSLBMMC', matter.office.name],
    ['YWSLBMBM', matter.office.code],
    ['SLHZH', isTaken ? `济历示受〔2026〕${at.slice(-2)}号` : FILLER],
    ['CNSX', isTaken ? value : FILLER],
    ['CNSXDW', isTaken ? unit : FILLER],
    ['CNJZRQ', isTaken ? beijingDay(stageAt + 30 * DAY_MS) : FILLER],
  ]
}

function course({ office }: Matter, code: string, at: string): Content {
  return [
    ['SPHJDM', code],
    ['SPHJMC', STAGE_NAMES[code] ?? FILLER],
    ['SPBMMC', office.name],
    ['SPBMZZJDMD', office.code],
    ['XZQHDM', office.area],
    ['SPRXM', OFFICER],
    ['SPHJZTDM', '1'],
    ['SPYJ', FILLER],
    ['SPSJ', at],
  ]
}

/** Asks for a line of the matter's own and for the application form (§9.3). */
function correction(registered: Registered, at: string): Content {
  registered.projectCode = `SDBZ${registered.entry.partnerCaseNo.slice(6)}`
  registered.renewed = []
  const line = registered.matter.id === 'M02' ? 'SQLY' : 'BZ'
  return [
    ['BZGZFCRXM', OFFICER],
    ['BZGZYY', '申请表未签名;请补充说明'],
    ['BZCLQD', '9:申请书(表):未签名;'],
    ['BZZDQD', `${line}:请补充说明;`],
    ['BZGZSX', '5'],
    ['BZGZSXDW', 'G'],
    ['BQBZCLBM', '9'],
    ['BZGZSJ', at],
    ['XZQHDM', registered.matter.office.area],
    ['BZ', FILLER],
    ['PROJECT_CODE', registered.projectCode],
    ['D_ZZJGDM', registered.matter.office.code],
  ]
}

const WORDS: Readonly<Record<string, string>> = { 3: '撤销申请', 6: '办结', 7: '不予许可' }

function finish(registered: Registered, code: string, at: string): Content {
  const { matter, stageAt } = registered
  const hasLicence = matter.id === 'M02' && code === '6'
  const row = valuesOf(registered.rows)
  return [
    ['BJBMMC', matter.office.name],
    ['BJBMZZJDDM', matter.office.code],
    ['XZQHDM', matter.office.area],
    ['SPRXM', OFFICER],
    ['YWSPRDMYSRBM', 'SD0003'],
    ['BJJGDM', code],
    ['BJJGMS', hasLicence ? '准予许可' : (WORDS[code] ?? FILLER)],
    ['ZFHTHYY', code === '7' ? '不符合条件(示例)' : FILLER],
    ['ZJGZMC', hasLicence ? '营业执照' : FILLER],
    ['ZJBH', hasLicence ? row('TYDM') : FILLER],
    ['ZJYXQX', hasLicence ? `${beijingDay(stageAt)} 至 无固定期限` : FILLER],
    ['FZGZDW', hasLicence ? matter.office.name : FILLER],
    ['SFJE', '0'],
    ['JEDWDM', FILLER],
    ['BJSJ', at],
    ['JDWH', FILLER],
    ['JDYJ', FILLER],
    ['FWJG', matter.id === 'M07' && code === '6' ? filing(row('BAQX')) : FILLER],
  ]
}

/** §3.8 FWJG of M07. */
function filing(term: string): string {
  const [from = '', to = ''] = term.split(' 至 ')
  return `SCZT=2;KSRQ=${from};JSRQ=${to === '无固定期限' ? '9999-12-31' : to}`
}

function licenceFile({ matter, rows, entry, application, stageAt }: Registered): Content {
  const bytes = Buffer.from(`%PDF-1.4\n%营业执照 ${entry.partnerCaseNo}\n%%EOF\n`)
  const row = valuesOf(rows)
  return [
    ['ZZBM', row('TYDM')],
    ['ZZMC', '营业执照'],
    ['ATTACH_NAME', '营业执照.pdf'],
    ['ATTACH_ID', randomBytes(16).toString('hex')],
    ['ATTACH_SIGN', createHash('md5').update(bytes).digest('hex')],
    ['ATTACH_TYPE', 'pdf'],
    ['SAVE_TYPE', '3'],
    ['ATTACH_BODY', bytes.toString('base64')],
    ['ATTACH_PATH', FILLER],
    ['SLBMZZJGDM', matter.office.code],
    ['XZQHDM', matter.office.area],
    ['WSLX', 'LIC'],
    ['ZZLXDM', '11100000000013338W001'],
    ['ZZBS', licenceId('11100000000013338W001', matter.office.code, '20260305000000000001')],
    ['CYRMC', textOf(sectionOf(application, 'SPSHENQIN'), 'SQRMC')],
    ['CYRDM', row('TYDM')],
    ['BFRQ', beijingDay(stageAt)],
  ]
}
