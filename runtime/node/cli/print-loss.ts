import type { LossEntry } from '../../../core/mapping/loss.ts'
import { alarming } from '../../../core/mapping/try-mapping.ts'
import { printTable } from '../table.ts'
import { colour } from './print.ts'

const LOSS_WORDS = {
  carried: '照送',
  translated: '转换',
  defaulted: '补缺省',
  truncated: '截短',
  dropped: '不送',
  asked: '窗口补填',
} as const

/** Prints a loss report as a table; red is what somebody should look at. */
export function printLoss(loss: readonly LossEntry[]): void {
  const red = new Set(alarming(loss))
  printTable(
    ['规范字段', '对方字段', '结果', '级别', '说明'],
    loss.map((entry) => {
      const { path, to, kind, class: level, note = '', filler } = entry
      const word = `${LOSS_WORDS[kind]}${filler ? '(充数)' : ''}`
      return [path || '—', to || '—', red.has(entry) ? colour('red', word) : word, level, note]
    }),
  )
}
