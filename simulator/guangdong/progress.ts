import { createHash } from 'node:crypto'
import { beijingDigits } from '../beijing-time.ts'
import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { officerOf } from '../spoil.ts'
import { lookUpOf } from './check-application.ts'
import { type ExInfo, escapeAttribute, type Field, fieldOf } from './ex-info.ts'
import type { Matter } from './matters.ts'
import type { Registered } from './registered.ts'

/** Steps by table and the code that says which: WSYSL, SL, SPCL with SPHJDM-SPZTDM, BJGZ, BJSL, BJ with BJJGDM. */
export type Step =
  | `WSYSL ${1}`
  | `SL ${0 | 1}`
  | 'SPCL 1-1'
  | 'SPCL 3-1'
  | 'SPCL 3-2'
  | 'SPCL 9-1'
  | 'BJGZ'
  | 'BJSL 1'
  | `BJ ${0 | 1 | 2 | 6}`

/** What follows once the listed materials are there; the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour, { id }: Matter): { first: Step[]; afterCorrection: Step[] } {
  const finish: Step[] = id === 'M02' ? ['SL 1', 'SPCL 3-1', 'BJ 0'] : ['SL 1', 'SPCL 3-1', 'BJ 6']
  switch (behaviour) {
    case 'correction':
      return { first: ['WSYSL 1', 'BJGZ'], afterCorrection: ['BJSL 1', ...finish] }
    case 'refuse':
      return { first: ['WSYSL 1', 'SL 0'], afterCorrection: [] }
    case 'deny':
      return { first: ['WSYSL 1', 'SL 1', 'SPCL 3-2', 'BJ 1'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['WSYSL 1', 'SL 1', 'SPCL 9-1'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['WSYSL 1', ...finish], afterCorrection: [] }
  }
}

const OFFICER = '陈示例'
const DAY_MS = 86_400_000
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

/** The group of a document, with its file. */
function paper(kind: string, { entry, matter }: Registered): Field[] {
  const bytes = Buffer.from(`%PDF-1.4\n%${kind} ${entry.partnerCaseNo}\n%%EOF\n`)
  return [
    ['HZLX', kind],
    ['HZH', `穗示${matter.id}〔2026〕第${entry.partnerCaseNo.slice(-4)}号`],
    ['HZ_ATTACH_NAME', `${kind}.pdf`],
    ['HZ_ATTACH_TYPE', 'pdf'],
    ['HZ_ATTACH_SIGN', md5(bytes)],
    ['HZ_ATTACH_DATA', bytes.toString('base64')],
  ]
}

/** The next step about a case; neither its time nor that of its writing goes back (§1.2, §6.1). */
export function stepOf(registered: Registered, step: Step, now: number): ExInfo {
  const { entry, matter, application, told } = registered
  registered.stepAt = Math.max(now, registered.stepAt + 1_000)
  const at = beijingDigits(registered.stepAt)
  const [name = '', code = ''] = step.split(' ')
  const table = `EX_GDBS_${name}`
  const version = told.filter((one) => one.table === table).length + 1
  const head: Field[] = [
    ['SBLSH', entry.caseNo],
    ['SBLSH_SHORT', fieldOf(application, 'SBLSH_SHORT')],
    ['PROJECT_CODE', entry.partnerCaseNo],
    ['SXBM_SHORT', matter.basicCode],
    ['XZQHDM', fieldOf(application, 'XZQHDM')],
    ['VERSION', String(version)],
    ['REC_FLAG', '0'],
    ['INSERTTIME', at],
  ]
  const info = { table, fields: [...head, ...detailsOf(registered, name, code, at)] }
  told.push(info)
  return info
}

function detailsOf(registered: Registered, name: string, code: string, at: string): Field[] {
  const { matter } = registered
  const who = (prefix: string): Field[] => [
    [`${prefix}SJ`, at],
    [`${prefix}BMMC`, matter.org],
    [`${prefix}RXM`, officerOf(registered.behaviour, OFFICER)],
  ]
  switch (name) {
    case 'WSYSL':
      return [...who('YSL'), ['YSLZTDM', code]]
    case 'SL':
      return [...who('SL'), ['SLZTDM', code], ...acceptance(registered, code)]
    case 'BJGZ':
      return [...who('BJGZ'), ...correction(registered)]
    case 'BJSL':
      return [...who('BJSL'), ['BJSLZTDM', code], ['BJSLYJ', '补正材料齐全']]
    case 'SPCL':
      return course(registered, code, at)
    default:
      return ending(registered, code, at)
  }
}

function acceptance(registered: Registered, code: string): Field[] {
  const { kind, statutory, promised } = registered.matter
  if (code === '0') return [['SLYJ', '不符合条件（示例）'], ...paper('NAC', registered)]
  return [
    ['BJLX', kind],
    ['FDSX', statutory],
    ['FDSXDW', 'G'],
    ['CNSX', promised],
    ['CNSXDW', 'G'],
    ...paper('ACP', registered),
  ]
}

/** Asks for a field of the form and the application (§9.3). */
function correction(registered: Registered): Field[] {
  const { matter, listed, stepAt } = registered
  const form = matter.materials.find(({ code }) => code === `GD${matter.id.slice(1)}01`)
  const wanted = listed.find(({ name }) => name === form?.name) ?? { seq: '1', name: '' }
  registered.asked = [wanted.seq]
  registered.isAsked = true
  const path = matter.id === 'M02' ? 'FORM/BLYY' : 'FORM/BZ'
  const mark = `<ZD PATH="${path}" JG="0" YY="请补充说明"/><CL STUFF_SEQ="${wanted.seq}" CLBM="${form?.code}" JG="0" YY="${escapeAttribute('未签名，请签名后重新扫描')}"/>`
  return [
    ['BJGZYY', '申请表未签名'],
    ['BJSX', '5'],
    ['BJSXDW', 'G'],
    ['BJZZRQ', beijingDigits(stepAt + 7 * DAY_MS).slice(0, 8)],
    ['BJCLQD', `${wanted.seq}:${wanted.name}:1`],
    ['SHMX', `<SHMX>${mark}</SHMX>`],
    ...paper('SGZ', registered),
  ]
}

const STAGES: Readonly<Record<string, string>> = { 1: '承办', 2: '审核', 3: '批准', 9: '会签' }

function course({ matter }: Registered, code: string, at: string): Field[] {
  const [stage = '', state = ''] = code.split('-')
  return [
    ['SPHJDM', stage],
    ['SPHJMC', STAGES[stage] ?? ''],
    ['SPBMMC', matter.org],
    ['SPRXM', OFFICER],
    ['SPSJ', at],
    ['SPZTDM', state],
  ]
}

const ENDS: Readonly<Record<string, readonly [words: string, paper: string, reason: string]>> = {
  0: ['准予补领', 'SAL', ''],
  1: ['不予办理', 'NSA', '2'],
  2: ['申请人撤回', 'STL', '1'],
  6: ['办结', 'STL', ''],
}

function ending(registered: Registered, code: string, at: string): Field[] {
  const { matter } = registered
  const [words, kind, reason] = ENDS[code] ?? ['', 'STL', '']
  return [
    ['BJSJ', at],
    ['BJBMMC', matter.org],
    ['BJBMZZJDDM', matter.orgCode],
    ['SPRXM', OFFICER],
    ['BJJGDM', code],
    ['BJJGMS', words],
    ['ZFHTHYYDM', reason],
    ['ZFHTHYY', reason === '' ? '' : words],
    ...paper(kind, registered),
    ...(code === '0' ? licence(registered) : []),
  ]
}

function licence({ matter, application, entry, stepAt }: Registered): Field[] {
  const bytes = Buffer.from(`%PDF-1.4\n%营业执照 ${entry.partnerCaseNo}\n%%EOF\n`)
  const of = lookUpOf(application)
  const day = beijingDigits(stepAt).slice(0, 8)
  return [
    ['ZZLXDM', '11100000000013338W001'],
    ['ZJGZMC', '营业执照'],
    ['ZJBH', of('TYSHXYDM')],
    ['ZZBS', licenceId('11100000000013338W001', matter.orgCode, 'GD2026000000000001')],
    ['CZRMC', of('ZTMC')],
    ['CZRDM', of('TYSHXYDM')],
    ['FZGZDW', matter.org],
    ['FZRQ', day],
    ['ZJYXQQ', day],
    ['ZJYXQZ', '99991231'],
    ['ZZ_ATTACH_NAME', 'yyzz.pdf'],
    ['ZZ_ATTACH_TYPE', 'pdf'],
    ['ZZ_ATTACH_SIGN', md5(bytes)],
    ['ZZ_ATTACH_DATA', bytes.toString('base64')],
  ]
}
