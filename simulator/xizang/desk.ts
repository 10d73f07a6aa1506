import type { Behaviour } from '../contract.ts'
import { NEW_FIELD } from '../spoil.ts'
import type { ExchangeFolder, ReadyPackage } from './exchange-folder.ts'
import type { Handled } from './handling.ts'
import { type Opened, type OpenPackage, openPackage, type ReceiptFault } from './open-package.ts'
import { receiptOf } from './receipts.ts'
import { wrongReceipt } from './wrong-receipts.ts'

interface Setting {
  readonly now: () => number
  readonly folder: ExchangeFolder
  readonly takeBehaviour: () => Behaviour
  readonly slowMs: number
  readonly take: (opened: OpenPackage, behaviour: Behaviour) => Handled
}

/** What is refused though it is right. */
const REFUSED: Readonly<Partial<Record<Behaviour, ReceiptFault>>> = {
  'error-in-200': { code: 'E17', file: 'case.csv', line: 2, column: '证件号码', says: '证件号码校验位错误' },
  'new-codes': { code: 'E15', file: 'case.csv', line: 2, column: '证件类型', says: '码值不在现行码表' },
  'new-form': { code: 'E18', file: 'form.csv', line: 2, column: NEW_FIELD, says: '表单版本停用,新版必填' },
}

/** Scans what the other side put there: judges each package once, hands on what it says, writes the receipt (§1.3, §3.4). */
export function createDesk({ now, folder, takeBehaviour, slowMs, take }: Setting) {
  const digests = new Map<string, string>()
  const behaviours = new Map<string, Behaviour>()
  const slow = new Set<NodeJS.Timeout>()

  const receipt = (name: string, lines: readonly ReceiptFault[]): void =>
    folder.answer(name, receiptOf(name, lines, now()))

  function judge({ name, folder: path }: ReadyPackage, behaviour: Behaviour): void {
    const opened = openPackage(path, name, now())
    const before = digests.get(name)
    const { lines, afterwards } = before === undefined ? first(opened, behaviour) : { lines: again(opened, before) }
    if (lines.some(({ code }) => code === '00' || code === '01')) digests.set(name, opened.manifestSm3)
    if (behaviour === 'callback-first') afterwards?.()
    if (behaviour !== 'reset') receipt(name, lines)
    if (behaviour !== 'callback-first') afterwards?.()
  }

  const first = (opened: Opened, behaviour: Behaviour): Handled =>
    'parts' in opened ? take(opened, behaviour) : { lines: opened.faults }

  const again = ({ manifestSm3 }: Opened, before: string): readonly ReceiptFault[] => [
    before === manifestSm3 ? { code: '01', says: '已收过' } : { code: 'E41', says: '同名包内容不同' },
  ]

  /** What this region does with an application the first time it sees it; at the scans after it is as others are. */
  function meet(ready: ReadyPackage): void {
    const { name } = ready
    const known = behaviours.get(name)
    const behaviour = known ?? (name.endsWith('-SQ') ? takeBehaviour() : 'ok')
    behaviours.set(name, behaviour)
    const wrong = known === undefined ? wrongReceipt(behaviour, name, now()) : null
    if (known !== undefined) judge(ready, known)
    else if (wrong) folder.answer(name, wrong.bytes, wrong.seal)
    else if (behaviour === 'slow') slow.add(setTimeout(() => judge(ready, behaviour), slowMs))
    else if (behaviour === 'busy') receipt(name, [{ code: 'R1', says: '导入程序停用' }])
    else if (REFUSED[behaviour]) receipt(name, [REFUSED[behaviour]])
    else if (behaviour !== 'down' && behaviour !== 'hang') judge(ready, behaviour)
  }

  return {
    scan(): void {
      for (const ready of folder.newPackages()) meet(ready)
      folder.hearReceipts()
    },
    /** Reads a package again that was left lying, as after a power cut. */
    readAgain: (name: string): void => folder.forget(name),
    stop(): void {
      for (const timer of slow) clearTimeout(timer)
      slow.clear()
    },
  }
}
