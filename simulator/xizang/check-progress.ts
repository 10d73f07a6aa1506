import type { PushedCase } from '../contract.ts'
import type { Row } from './check-columns.ts'
import { DOCUMENTS } from './code-tables.ts'
import { isDay, isMoment } from './dates.ts'
import type { OpenPackage } from './open-package.ts'
import { sm3 } from './seal.ts'

/** §6.1: what may come before, and what must be there. `''` is a case that was only pushed. */
const RULES: Readonly<Record<string, { readonly after: readonly string[]; readonly must: readonly string[] }>> = {
  已登记: { after: [''], must: ['受理号'] },
  已签收: { after: ['', '已登记'], must: [] },
  退件: { after: ['', '已登记', '已签收'], must: ['意见', '文书类型'] },
  待补正: { after: ['', '已登记', '已签收', '已受理', '补正已收'], must: ['补正单号', '补正截止', '文书类型'] },
  补正已收: { after: ['待补正'], must: ['补正单号'] },
  已受理: { after: ['', '已登记', '已签收', '补正已收'], must: ['文书类型', '承诺时限'] },
  不予受理: { after: ['', '已登记', '已签收', '补正已收'], must: ['意见', '文书类型'] },
  审查中: { after: ['已受理', '暂停计时', '补正已收'], must: [] },
  暂停计时: { after: ['已受理', '审查中'], must: ['挂起原因', '文书类型'] },
  准予: { after: ['已受理', '审查中'], must: [] },
  不予许可: { after: ['已受理', '审查中'], must: ['意见', '文书类型'] },
  制证中: { after: ['准予'], must: [] },
  已办结: { after: ['准予', '制证中', '不予许可', '已受理'], must: ['文书类型'] },
  已寄出: { after: ['已办结'], must: ['运单号'] },
  已送达: { after: ['已办结', '已寄出'], must: ['文书类型'] },
  撤回: { after: ['', '已登记', '已签收', '已受理', '审查中', '待补正', '补正已收'], must: ['意见'] },
}
const MUST = ['办件编号', '受理号', '事件号', '序号', '办理状态', '状态时间', '办理单位', '录入方式']

/** Every breach of the document in a status of the other side. */
export function checkProgress(row: Row, entry: PushedCase, { files }: OpenPackage): string[] {
  const word = row['办理状态'] ?? ''
  const rule = RULES[word]
  const before = entry.events.at(-1)?.seq ?? 0
  const file = row['文书文件'] ?? ''
  return [
    ...[...MUST, ...(rule?.must ?? [])].filter((name) => !row[name]).map((name) => `状态 ${word} 缺少 ${name}`),
    ...(rule?.after.includes(entry.status) ? [] : [`状态“${entry.status}”之后不能是“${word}”`]),
    ...(Number(row['序号']) > before ? [] : [`序号 ${row['序号']} 不大于 ${before}`]),
    ...(isMoment(row['状态时间'] ?? '') ? [] : ['状态时间格式不符']),
    ...(row['承诺时限'] && !/^\d+个工作日$/.test(row['承诺时限']) ? ['承诺时限格式不符'] : []),
    ...(row['补正截止'] && !isDay(row['补正截止']) ? ['补正截止格式不符'] : []),
    ...(row['文书类型'] && !DOCUMENTS[row['文书类型']] ? [`没有文书类型 ${row['文书类型']}`] : []),
    ...(file === '' || files.has(`files/${file}`) ? [] : ['文书文件不在包内']),
    ...(file === '' || file.startsWith(`DOC_${DOCUMENTS[row['文书类型'] ?? '']}_`) ? [] : ['文书文件名不符']),
    ...(row['受理号'] === entry.gatewayCaseNo || entry.gatewayCaseNo === '' ? [] : ['受理号与登记时不同']),
  ]
}

/** What is wrong with a licence. */
export function checkLicence(row: Row, { files }: OpenPackage): string[] {
  const bytes = files.get(`files/${row['文件名']}`)
  return [
    ...(bytes ? [] : ['证照文件不在包内']),
    ...(bytes && sm3(bytes) !== row['文件SM3'] ? ['证照文件摘要不符'] : []),
    ...(bytes && !bytes.subarray(0, 5).equals(Buffer.from('%PDF-')) ? ['证照文件不是 PDF'] : []),
    ...['证照类型', '证照编号', '证照名称', '持证人', '发证机关']
      .filter((name) => !row[name])
      .map((name) => `证照缺少 ${name}`),
    ...(isDay(row['发证日期'] ?? '') ? [] : ['发证日期格式不符']),
    ...(row['有效期止'] === '长期' || isDay(row['有效期止'] ?? '') ? [] : ['有效期止格式不符']),
  ]
}
