import { hasLicenceCheck } from '../check-digits.ts'
import type { PushedCase } from '../contract.ts'
import { parse } from './application.ts'
import type { CallbackRow } from './callback-csv.ts'
import type { Folder } from './folder.ts'
import { IS_DAY, IS_TIME, sha256 } from './wire.ts'

const words = (text: string): string[] => text.split(' ')

/** §6.1: what may come before; `` is a case of which nothing was told. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  '10,DJ': [''],
  '12,JJ': ['', '10,DJ'],
  '20,JJ': ['', '10,DJ', '12,JJ', '21,JJ', '30,SL', '30,SC', '30,TB'],
  '21,JJ': ['20,JJ'],
  '30,SL': ['', '10,DJ', '12,JJ', '21,JJ'],
  '60,SL': ['', '10,DJ', '12,JJ', '21,JJ'],
  '61,JJ': ['', '10,DJ', '12,JJ', '21,JJ'],
  '30,SC': ['30,SL', '30,SC', '30,TB', '21,JJ'],
  '35,TB': ['30,SL', '30,SC', '30,TB'],
  '30,TB': ['35,TB'],
  '50,JD': ['30,SL', '30,SC', '30,TB', '21,JJ'],
  '40,JD': ['30,SL', '30,SC', '30,TB', '21,JJ'],
  '50,ZZ': ['50,JD'],
  '90,BJ': ['50,JD', '50,ZZ', '40,JD', '90,BJ'],
  '90,FZ': ['90,BJ'],
  '95,FZ': ['90,BJ', '90,FZ'],
  '98,CH': words(' 10,DJ 12,JJ 20,JJ 21,JJ 30,SL 30,SC 30,TB 35,TB'),
}

/** §3.6: the keys of `kz` in the first row, in their order. */
const DETAILS: Readonly<Record<string, string>> = {
  '30,SL': 'slbh,fdsx,fddw,cnsx,cndw',
  '20,JJ': 'bzqx',
  '35,TB': 'tslx,ts,dw',
  '90,BJ': 'bjjg,je',
  '90,FZ': 'kdgs,kddh',
  '95,FZ': 'lqr,lqrzjlx,lqrzjhm',
}
const LICENCE = 'zzlx,zzbh,zzbs,czr,czrdm,fzjg,fzrq,yxqq,yxqz'
/** Every event begins with one S, then the others in this order. */
const ORDER = 'SZCWLR'

const keysOf = (kz: string | undefined): string => Object.keys((kz ? parse(kz) : null) ?? {}).join()

/** Every breach of the document in an event of the gateway. */
export function checkEvent(rows: readonly CallbackRow[], sxid: string, entry: PushedCase, folder: Folder): string[] {
  const [first = {}, ...rest] = rows
  const step = `${first.zt},${first.hj}`
  const kinds = rows.map(({ hlx = '' }) => ORDER.indexOf(hlx))
  const isOrdered = kinds.every((kind, index) =>
    index === 0 ? kind === 0 : kind > 0 && kind >= (kinds[index - 1] ?? 0),
  )
  return [
    ...(isOrdered ? [] : ['行的次序不符']),
    ...(rows.every(({ xh }, index) => xh === String(index + 1)) ? [] : ['行号不连续']),
    ...(rows.every((row) => row.slh === entry.gatewayCaseNo && row.sxid === sxid) ? [] : ['slh 或 sxid 不符']),
    ...(/^[\x21-\x7e]{1,24}$/.test(first.sjid ?? '') ? [] : ['sjid 不是 24 字以内']),
    ...(IS_TIME.test(first.sj ?? '') ? [] : ['sj 写法不符']),
    ...(AFTER[step]?.includes(entry.status) ? [] : [`${entry.status} 之后不能是 ${step}`]),
    ...(keysOf(first.kz) === (DETAILS[step] ?? '') ? [] : [`${step} 的 kz 不符:${first.kz}`]),
    ...(step === '20,JJ' && !rest.some(({ jg }) => jg === '不合格') ? ['补正没有不合格的项'] : []),
    ...rest.flatMap((row) => checkRow(row, folder)),
  ]
}

function checkRow(row: CallbackRow, folder: Folder): string[] {
  const { hlx = '', dx = '', jg = '', yy = '', wjm = '', wjhash = '', zt, hj, sj } = row
  const isDetail = hlx === 'Z' || hlx === 'C'
  const file = folder.files.get(wjm)
  const isFiled = /^\/in\/wj\/\d{8}\/[^/]+_\d+\.[a-z0-9]+$/.test(wjm) && file && sha256(file.bytes) === wjhash
  return [
    ...(zt || hj || sj ? [`${hlx} 行不写 zt、hj、sj`] : []),
    ...(dx === '' ? [`${hlx} 行缺 dx`] : []),
    ...(isDetail && !['合格', '不合格'].includes(jg) ? [`${hlx} 行 jg 不符`] : []),
    ...(isDetail && jg === '不合格' && yy === '' ? [`${hlx} 行不合格须有原因`] : []),
    ...(hlx === 'W' || hlx === 'L' ? (isFiled ? [] : [`${hlx} 行的文件不在或摘要不符`]) : []),
    ...(hlx === 'W' && keysOf(row.kz) !== 'wh' ? ['W 行的 kz 不符'] : []),
    ...(hlx === 'L' ? checkLicence(row.kz) : []),
  ]
}

function checkLicence(kz: string | undefined): string[] {
  const licence = ((kz ? parse(kz) : null) ?? {}) as Record<string, string>
  return [
    ...(Object.keys(licence).join() === LICENCE ? [] : [`L 行的 kz 不符:${kz}`]),
    ...(hasLicenceCheck(licence['zzbs'] ?? '') ? [] : ['zzbs 校验位不对']),
    ...['fzrq', 'yxqq', 'yxqz'].flatMap((key) =>
      IS_DAY.test(licence[key] ?? '') || (key === 'yxqz' && licence[key] === '长期') ? [] : [`${key} 写法不符`],
    ),
  ]
}
