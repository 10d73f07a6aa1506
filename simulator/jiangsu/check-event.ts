import { readXml, type XmlElement } from '../xml-reader.ts'
import { type Problem, problem } from './documents.ts'
import { GATEWAY } from './matters.ts'
import type { Own } from './region.ts'
import { type Row, textOf } from './rows.ts'

/** EV as the collecting side's letters, each with its name, and the BJ that the application must show with it. */
const EVENTS: Readonly<Record<string, readonly [name: string, states: string]>> = {
  SJ: ['收件', '1'],
  SL: ['受理', '2'],
  TJ: ['退件', '8'],
  BZ: ['补正告知', '3'],
  BZSL: ['补正受理', '14'],
  CB: ['承办', '4'],
  SH: ['审核', '4'],
  PZ: ['批准', '4'],
  ZZ: ['制证', '45'],
  JC: ['寄出', '5'],
  SD: ['送达', '5'],
  CH: ['撤回', '9'],
  TBKS: ['特别程序开始', '7'],
  TBJS: ['特别程序结束', '4'],
}

/** BJ by RT. */
const RESULTS: Readonly<Record<string, string>> = {
  '01': '5',
  '02': '5',
  '03': '6',
  '04': '9',
  '05': '9',
  '06': '9',
  '07': '5',
}

/** What an event must say beside its own columns. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  SL: ['remark', 'promise', 'promise_type', 'promise_start_sign'],
  BZ: ['remark', 'note'],
  BZSL: ['remark'],
  TBKS: ['start_time', 'event_time', 'event_time_type', 'start_note'],
  TBJS: ['end_time', 'end_note'],
  JC: ['remark'],
}

/** Attributes of the element that a remark must be. */
const REMARKS: Readonly<Record<string, readonly string[]>> = {
  SL: ['SL', 'WH', 'BH'],
  BZ: ['BZ', 'XH', 'QX', 'DW', 'JZ'],
  BZSL: ['BZ', 'XH'],
  JC: ['JC', 'DH', 'GS', 'SJ'],
}

export const readRemark = (text: string): XmlElement | null => {
  const read = readXml(text)
  return 'fault' in read ? null : read
}

export const attributeOf = (element: XmlElement | null | undefined, name: string): string =>
  element?.attributes.find(([key]) => key === name)?.[1] ?? ''

/** §3.7: an event of a case of ours, numbered on, with what it must say; `state` is BJ beside it. */
export function checkEvent(row: Row, own: Own, state: string): Problem[] {
  const code = textOf(row, 'event_code')
  const [name, states = ''] = EVENTS[code] ?? []
  const missing = (NEEDS[code] ?? []).filter((column) => textOf(row, column) === '')
  return [
    ...checkHead(row, own),
    ...(name === undefined ? [problem('E21', 'event_code', '码值不在码表')] : []),
    ...(textOf(row, 'event_name') === name ? [] : [problem('E21', 'event_name', '与 event_code 不符')]),
    ...(textOf(row, 'eventname') === code ? [] : [problem('E25', 'eventname', '须与 event_code 相同')]),
    ...(Number(row['no_ord']) === own.noOrd + 1 ? [] : [problem('E25', 'no_ord', `应为 ${own.noOrd + 1}`)]),
    ...(['0', '1', '2'].includes(textOf(row, 'status')) ? [] : [problem('E21', 'status', '码值非法')]),
    ...(states.includes(state) ? [] : [problem('E42', 'bj_statu', `${code} 时不应为 ${state}`)]),
    ...missing.map((column) => problem('E03', column, '必填缺失')),
    ...checkRemark(code, row, own),
  ]
}

function checkHead(row: Row, own: Own): Problem[] {
  const expected: Row = { org_id: GATEWAY, item_id: own.matter.item, data_sources: '510107' }
  return Object.entries(expected)
    .filter(([column, value]) => textOf(row, column) !== value)
    .map(([column]) => problem('E25', column, '与办件不符'))
}

function checkRemark(code: string, row: Row, own: Own): Problem[] {
  const [root = '', ...names] = REMARKS[code] ?? []
  if (root === '' || textOf(row, 'remark') === '') return []
  const remark = readRemark(textOf(row, 'remark'))
  if (remark?.name !== root) return [problem('E03', 'remark', `应为 ${root}`)]
  const blank = names.filter((name) => attributeOf(remark, name) === '')
  const number = code === 'SL' && attributeOf(remark, 'BH') !== own.entry.gatewayCaseNo
  return [
    ...blank.map((name) => problem('E03', `remark/${name}`, '必填缺失')),
    ...(number ? [problem('E25', 'remark/BH', '与 internal_id 不符')] : []),
    ...(code === 'BZ' && remark.children.length === 0 ? [problem('E03', 'remark', '没有补正内容')] : []),
  ]
}

/** §3.7: the end of a case of ours. */
export function checkResult(row: Row, own: Own, state: string): Problem[] {
  const list = readRemark(textOf(row, 'attachment'))
  const code = textOf(row, 'status')
  const licences = list?.children ?? []
  const blank = licences.flatMap((one) =>
    ['LX', 'MC', 'BH', 'BS', 'CYR', 'CYRDM', 'BFJG', 'BFJGDM', 'BFRQ'].filter((name) => attributeOf(one, name) === ''),
  )
  const isFiled = licences.length === 0 || row['result_file'] !== null
  return [
    ...checkHead(row, own),
    ...(RESULTS[code] === state ? [] : [problem('E42', 'bj_statu', `${code} 时不应为 ${state}`)]),
    ...(list?.name === 'ZZLB' ? [] : [problem('E03', 'attachment', '应为 ZZLB')]),
    ...(['02', '03'].includes(code) && textOf(row, 'note') === '' ? [problem('E03', 'note', '须写明理由')] : []),
    ...blank.map((name) => problem('E03', `attachment/ZZ/${name}`, '必填缺失')),
    ...(isFiled ? [] : [problem('E31', 'result_file', '缺证照文件')]),
  ]
}
