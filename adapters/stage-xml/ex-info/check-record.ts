import { textOf } from '../texts.ts'
import type { WireError } from './answer.ts'
import type { TableRecord } from './message.ts'
import { APPLICATION_FIELDS, FORM, MATERIAL_FIELDS, STEP_HEAD, TABLES } from './tables.ts'
import { fromCompactTime } from './times.ts'

type Check = readonly [field: string, code: string, ok: (value: string) => boolean, message: string]

const ALWAYS: readonly Check[] = [
  ['SBLSH_SHORT', 'G101', (value) => /^\d{20}$/.test(value), '短流水号应为 20 位数字'],
  ['VERSION', 'G109', (value) => /^[1-9]\d{0,3}$/.test(value), '应为从 1 起的整数'],
  ['REC_FLAG', 'G108', (value) => value === '0', '请求恒填 0'],
  ['INSERTTIME', 'G109', (value) => !Number.isNaN(fromCompactTime(value)), '应为 yyyyMMddHHmmss'],
]

const OF_APPLICATION: readonly Check[] = [['CZLX', 'G108', (value) => /^[IUD]$/.test(value), '码值不在码表 CZLX']]

const OF_MATERIAL: readonly Check[] = [
  ['STUFF_SEQ', 'G109', (value) => /^[1-9]\d{0,2}$/.test(value), '应为从 1 起的整数'],
  ['MTJLX', 'G108', (value) => /^[0-3]$/.test(value), '码值不在码表 MTJLX'],
  ['WJLX', 'G108', (value) => /^[01]$/.test(value), '码值不在码表 WJLX'],
]

const REQUIRED = {
  apply: ['SBLSH', 'SXBM_SHORT', 'SBCLQD', 'SBSJ', 'XZQHDM'],
  materials: ['SBLSH', 'SXBM_SHORT', 'CLBM', 'CLMC', 'CLFS'],
  progress: ['SBLSH', 'PROJECT_CODE', 'SXBM_SHORT', 'XZQHDM'],
}
const KNOWN = { apply: APPLICATION_FIELDS, materials: MATERIAL_FIELDS, progress: null }
const OWN = { apply: OF_APPLICATION, materials: OF_MATERIAL, progress: [] }

/** What the protocol itself asks of a message, whatever the matter; empty where all is there. The rest is for the rules of the matter. */
export function checkRecord({ table, body }: TableRecord): WireError[] {
  const { key, kind } = TABLES[table]
  const say = (code: string, field: string, message: string): WireError => ({ code, field: `${key}/${field}`, message })
  const checks = [...ALWAYS, ...OWN[kind]]
  const wanted = [...REQUIRED[kind], ...checks.map(([field]) => field), ...alsoWanted(body, kind)]
  const missing = wanted.filter((field) => body[field] === undefined)
  const known = KNOWN[kind]
  const unknown = Object.keys(body).filter((field) => known !== null && !known.includes(field))
  const wrong = checks.filter(([field, , ok]) => body[field] !== undefined && !ok(textOf(body[field])))
  return [
    ...missing.map((field) => say('G107', field, '必填缺失')),
    ...unknown.map((field) => say('G126', field, '未知字段')),
    ...wrong.map(([field, code, , message]) => say(code, field, message)),
    ...(kind === 'apply' ? versionErrors(body).map((message) => say('G103', 'VERSION', message)) : []),
    ...(kind === 'apply' ? unwanted(body).map((field) => say('G126', field, '这种操作不得出现')) : []),
    ...(kind === 'progress' ? longHead(body).map((field) => say('G109', field, '超长')) : []),
  ]
}

function alsoWanted(body: TableRecord['body'], kind: keyof typeof REQUIRED): string[] {
  if (kind === 'materials' && body['MTJLX'] === '0' && body['WJLX'] !== '0')
    return ['ATTACH_NAME', 'ATTACH_TYPE', 'ATTACH_SIZE', 'ATTACH_SIGN', 'SAVE_TYPE', 'ATTACH_DATA']
  if (kind !== 'apply') return []
  if (body['CZLX'] === 'D') return ['PROJECT_CODE', 'CXYY']
  return body['CZLX'] === 'U' ? ['PROJECT_CODE', FORM] : [FORM]
}

function unwanted(body: TableRecord['body']): string[] {
  const never = body['CZLX'] === 'D' ? [FORM] : ['CXYY']
  return never.filter((field) => body[field] !== undefined)
}

/** A first application is version 1, all that follow it are later ones. */
function versionErrors({ CZLX, VERSION }: TableRecord['body']): string[] {
  if (CZLX === 'I') return VERSION === '1' ? [] : ['首报的 VERSION 应为 1']
  return VERSION === '1' ? ['重报的 VERSION 应大于 1'] : []
}

function longHead(body: TableRecord['body']): string[] {
  return STEP_HEAD.filter((field) => textOf(body[field]).length > 50)
}
