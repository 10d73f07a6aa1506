import { codesOf, type ExchangeFolder } from './exchange-folder.ts'
import type { Registered } from './handling.ts'
import { progressFiles, scriptOf } from './progress.ts'

interface Setting {
  readonly now: () => number
  readonly folder: ExchangeFolder
  /** pause between two packages */
  readonly stepDelayMs: number
}

/** Writes the HF packages of this region's cases, one after the other. */
export function createProgressTeller({ now, folder, stepDelayMs }: Setting) {
  const waiting = new Set<NodeJS.Timeout>()

  const later = (work: () => void): void => {
    const timer = setTimeout(() => {
      waiting.delete(timer)
      work()
    }, stepDelayMs)
    waiting.add(timer)
  }

  function write(registered: Registered, words: readonly string[], caseNo = registered.handled.caseNo): void {
    const { handled, entry, behaviour } = registered
    const isStranger = caseNo !== handled.caseNo
    const files = progressFiles(isStranger ? { ...handled, caseNo } : handled, words, now(), behaviour)
    if (!isStranger) entry.status = words.at(-1) ?? ''
    const heard = (receipt: Parameters<Parameters<ExchangeFolder['send']>[2]>[0]) =>
      void entry.callbackReplies.push(...codesOf(receipt))
    folder.send('HF', files, heard)
    if (behaviour === 'duplicate-callback') folder.send('HF', files, heard)
  }

  function tell(registered: Registered, [words, ...rest]: readonly string[][]): void {
    if (!words) return
    later(() => {
      write(registered, words)
      tell(registered, rest)
    })
  }

  return {
    tell,
    /** The first groups of the script; some behaviours have their own order. */
    begin(registered: Registered): void {
      const { behaviour, handled } = registered
      const { first } = scriptOf(behaviour, handled.taken.matter)
      if (behaviour === 'unknown-case') later(() => write(registered, ['已登记'], 'WH19000101000001'))
      if (behaviour !== 'out-of-order') {
        tell(registered, first)
        return
      }
      const [one = [], two = [], ...rest] = first
      later(() => {
        // the second event is told under its number while the first is still to be written
        handled.seq = one.length
        write(registered, two)
        handled.seq = 0
        write(registered, one)
        handled.seq = one.length + two.length
        tell(registered, rest)
      })
    },
    afterCorrection(registered: Registered): void {
      tell(registered, scriptOf(registered.behaviour, registered.handled.taken.matter).afterCorrection)
    },
    stop(): void {
      for (const timer of waiting) clearTimeout(timer)
      waiting.clear()
    },
  }
}

export type ProgressTeller = ReturnType<typeof createProgressTeller>
