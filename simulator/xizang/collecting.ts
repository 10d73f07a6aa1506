import type { PushedCase, PushVariant } from '../contract.ts'
import { type Row, tableOf } from './check-columns.ts'
import { checkLicence, checkProgress } from './check-progress.ts'
import { DEFECT_HEADER, LICENCE_HEADER, STATUS_HEADER } from './columns.ts'
import { toDigits } from './dates.ts'
import { codesOf, type ExchangeFolder } from './exchange-folder.ts'
import type { Handled } from './handling.ts'
import type { OpenPackage } from './open-package.ts'
import type { ReceiptLine } from './receipts.ts'
import { type OwnCase, packageFiles, sampleCase } from './samples.ts'
import { sm3 } from './seal.ts'

interface Setting {
  readonly now: () => number
  readonly folder: ExchangeFolder
  readonly pushed: Map<string, PushedCase>
  /** how long a push waits for its receipt before it gives none */
  readonly patienceMs: number
}

type Receipt = readonly ReceiptLine[] | string

/** 收件方: pushes cases to the other side and takes its HF packages, noting every breach of the document. */
export function createCollecting({ now, folder, pushed, patienceMs }: Setting) {
  const cases = new Map<string, OwnCase>()

  async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
    const partnerCaseNo = `XZTS${toDigits(now())}${String(cases.size + 1).padStart(5, '0')}`
    const sample = sampleCase(matter, partnerCaseNo, now())
    const own = variant === 'bad-id' ? { ...sample, kase: { ...sample.kase, 证件号码: '540102190001010030' } } : sample
    cases.set(partnerCaseNo, own)
    pushed.set(partnerCaseNo, { partnerCaseNo, gatewayCaseNo: '', status: '', events: [], faults: [] })
    return { partnerCaseNo, reply: await submit(own, variant) }
  }

  const heard = (send: (heard: (receipt: Receipt) => void) => void): Promise<Receipt | null> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), patienceMs)
      send((receipt) => {
        clearTimeout(timer)
        resolve(receipt)
      })
    })

  async function submit(own: OwnCase, variant: PushVariant): Promise<Receipt | null> {
    const files = packageFiles(own)
    if (variant === 'bad-signature')
      return heard((then) => folder.send('TS', files, then, { seal: `${'A'.repeat(86)}==` }))
    if (variant === 'stale') return heard((then) => folder.send('TS', files, then, {}, now() - 40 * 86_400_000))
    let name = ''
    const first = await heard((then) => {
      name = folder.send('TS', files, then)
    })
    const other = packageFiles({ ...own, kase: { ...own.kase, 联系电话: '13900000000' } })
    if (variant === 'duplicate') return heard((then) => folder.send('TS', files, then))
    if (variant === 'conflict') return heard((then) => folder.send('TS', other, then))
    if (variant === 'replayed') return heard((then) => folder.sendAgain(name, files, then))
    return first
  }

  /** A HF package of the other side: every row that is of a case of ours (§6.2). */
  function takeProgress(opened: OpenPackage): Handled {
    const table = tableOf(opened, 'status.csv', STATUS_HEADER)
    if (!('rows' in table)) return { lines: table }
    const strange = table.rows.findIndex((row) => !pushed.has(row['办件编号'] ?? ''))
    if (strange >= 0)
      return { lines: [{ code: 'E23', file: 'status.csv', line: strange + 2, column: '办件编号', says: '办件不存在' }] }
    for (const row of table.rows) takeStatus(row, opened)
    return { lines: [{ code: '00', says: '' }] }
  }

  function takeStatus(row: Row, opened: OpenPackage): void {
    const entry = pushed.get(row['办件编号'] ?? '')
    if (!entry) return
    if (entry.gatewayCaseNo === '') entry.gatewayCaseNo = row['受理号'] ?? ''
    entry.faults.push(...checkProgress(row, entry, opened))
    entry.status = row['办理状态'] ?? ''
    entry.events.push({ seq: Number(row['序号']), status: entry.status })
    if (entry.status === '待补正') correct(entry, opened)
    if (entry.status === '已办结' && opened.files.has('licence.csv')) takeLicence(entry, opened)
  }

  function takeLicence(entry: PushedCase, opened: OpenPackage): void {
    const table = tableOf(opened, 'licence.csv', LICENCE_HEADER)
    const [row] = 'rows' in table ? table.rows : []
    if (!row) return void entry.faults.push('licence.csv 不是约定的表')
    entry.faults.push(...checkLicence(row, opened))
    entry.licence = {
      no: row['证照编号'] ?? '',
      sha256: '',
      bytes: opened.files.get(`files/${row['文件名']}`)?.length ?? 0,
    }
  }

  /** The whole case once more with what was asked for anew; the other files are kept (§6.3). */
  function correct(entry: PushedCase, opened: OpenPackage): void {
    const own = cases.get(entry.partnerCaseNo)
    const table = tableOf(opened, 'defects.csv', DEFECT_HEADER)
    if (!own || !('rows' in table)) return void entry.faults.push('defects.csv 不是约定的表')
    const asked = table.rows.filter((row) => row['结论'] !== '合格')
    const columns = asked.flatMap((row) =>
      row['类别'] === '字段' ? [row['列名或材料代码']?.replace(/^form\.csv:/, '') ?? ''] : [],
    )
    const anew = asked.flatMap((row) => (row['类别'] === '材料' ? [row['列名或材料代码'] ?? ''] : []))
    const files = new Map(anew.map((code) => [`${code}_01.pdf`, Buffer.from(`%PDF-1.4\n%补正 ${code}\n%%EOF\n`)]))
    const supplement: OwnCase = {
      ...own,
      kase: { ...own.kase, 版次: '2' },
      form: { ...own.form, ...Object.fromEntries(columns.map((name) => [name, '已补充说明'])) },
      materials: own.materials.map((row) => correctedLine(row, files)),
      files,
    }
    const form = '附件数' in own.form ? { ...supplement.form, 附件数: String(files.size) } : supplement.form
    folder.send('BZ', packageFiles({ ...supplement, form }), (receipt) => {
      if (codesOf(receipt).join() !== '00') entry.faults.push(`补正没有登记:${JSON.stringify(receipt).slice(0, 300)}`)
    })
  }

  return { push, takeProgress }
}

function correctedLine(row: Row, files: ReadonlyMap<string, Buffer>): Row {
  const bytes = files.get(`${row['材料代码']}_01.pdf`)
  return bytes ? { ...row, 处理: '替换', 文件SM3: sm3(bytes) } : { ...row, 处理: '沿用', 文件名: '', 文件SM3: '' }
}
