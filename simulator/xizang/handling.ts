import type { Behaviour, ReceivedCase } from '../contract.ts'
import { checkCase, oneRow, type TakenCase } from './check-case.ts'
import { CASE_COLUMNS } from './columns.ts'
import { toDigits } from './dates.ts'
import type { OpenPackage, ReceiptFault } from './open-package.ts'
import type { HandledCase } from './progress.ts'
import type { ProgressTeller } from './tell-progress.ts'

export interface Registered {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  /** digests by 版次 */
  readonly versions: Map<string, string>
}

interface Setting {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly progress: ProgressTeller
}

/** What becomes of a package: the lines of its receipt, and what is told afterwards. */
export interface Handled {
  readonly lines: readonly ReceiptFault[]
  readonly afterwards?: () => void
}

const TAKEN = [{ code: '00', says: '' }]
const DECIDED = ['准予', '不予许可', '已办结', '不予受理', '退件', '终止']

/** 属地方: registers, checks, decides, and tells how it goes on. */
export function createHandling({ now, received, progress }: Setting) {
  const cases = new Map<string, Registered>()

  function register(taken: TakenCase, behaviour: Behaviour): Registered {
    const caseNo = taken.kase['办件编号'] ?? ''
    const xzNo = `XZ${toDigits(now())}${String(cases.size + 1).padStart(5, '0')}`
    const entry: ReceivedCase = {
      caseNo,
      partnerCaseNo: xzNo,
      matter: taken.matter.id,
      status: '',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
      faults: [],
    }
    const handled = { caseNo, xzNo, taken, seq: 0, isDenied: false, correctionNo: '' }
    const registered = { handled, entry, behaviour, versions: new Map([[taken.kase['版次'] ?? '', taken.digest]]) }
    cases.set(caseNo, registered)
    received.set(caseNo, entry)
    return registered
  }

  /** 办件编号 and 版次 name a case whatever its package is called (§2.4). */
  function repeatOf(taken: TakenCase): Handled | null {
    const registered = cases.get(taken.kase['办件编号'] ?? '')
    const known = registered?.versions.get(taken.kase['版次'] ?? '')
    if (!registered || known === undefined) return null
    if (known !== taken.digest) return { lines: [{ code: 'E42', says: '办件编号与版次已有,内容不同' }] }
    registered.entry.duplicates += 1
    return { lines: [{ code: '01', says: '已收过,内容相同' }] }
  }

  function apply(opened: OpenPackage, behaviour: Behaviour): Handled {
    const taken = checkCase(opened)
    if (!('matter' in taken)) return { lines: taken }
    const repeat = repeatOf(taken)
    if (repeat) return repeat
    const registered = register(taken, behaviour)
    return { lines: TAKEN, afterwards: () => progress.begin(registered) }
  }

  function supplement(opened: OpenPackage): Handled {
    const taken = checkCase(opened)
    if (!('matter' in taken)) return { lines: taken }
    const repeat = repeatOf(taken)
    if (repeat) return repeat
    const registered = cases.get(taken.kase['办件编号'] ?? '')
    const version = taken.kase['版次'] ?? ''
    if (registered?.entry.status !== '待补正' || version !== String(registered.versions.size + 1))
      return { lines: [{ code: 'E23', file: 'case.csv', line: 2, column: '版次', says: '没有这次补正' }] }
    registered.versions.set(version, taken.digest)
    registered.handled.taken = taken
    registered.entry.messages += 1
    registered.entry.corrections += 1
    return { lines: TAKEN, afterwards: () => progress.afterCorrection(registered) }
  }

  function withdraw(opened: OpenPackage): Handled {
    const kase = oneRow(
      opened,
      'case.csv',
      CASE_COLUMNS.map(({ name }) => name),
    )
    if (!('row' in kase)) return { lines: kase }
    const { 办件编号: caseNo = '', 版次, 事项编码, 撤回原因: reason = '', ...others } = kase.row
    const registered = cases.get(caseNo)
    const fault = (code: string, column: string, says: string) => ({
      lines: [{ code, file: 'case.csv', line: 2, column, says }],
    })
    if (!registered) return fault('E23', '办件编号', '办件不存在')
    if (!版次 || 事项编码 !== registered.handled.taken.matter.code || reason === '')
      return fault('E14', '撤回原因', '必填')
    const filled = Object.keys(others).find((name) => others[name] !== '')
    if (filled) return fault('E16', filled, 'CX 包里应为空')
    if (registered.entry.status === '撤回') return { lines: [{ code: '01', says: '已撤回' }] }
    if (DECIDED.includes(registered.entry.status)) return fault('E23', '办件编号', '已决定')
    return { lines: TAKEN, afterwards: () => progress.tell(registered, [['撤回']]) }
  }

  return {
    apply,
    supplement,
    withdraw,
  }
}
