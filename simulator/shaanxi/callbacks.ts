import type { Behaviour, ReceivedCase } from '../contract.ts'
import { CALLBACK, writeRows } from './callback-csv.ts'
import { DEMO } from './demo-keys.ts'
import type { Folder } from './folder.ts'
import { lay } from './laid-files.ts'
import { type Event, type HandledCase, nextEvent } from './progress.ts'
import type { Receipts } from './receipts.ts'
import { dayDigits, timeDigits } from './wire.ts'

const PATIENCE_MS = 20_000

interface Told {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  /** for `GET /jd` */
  readonly events: { sjid: string; zt: string; hj: string; sj: string; wjm: string }[]
}

interface Setting {
  readonly folder: Folder
  readonly receipts: Receipts
  readonly now: () => number
  readonly stepDelayMs?: number | undefined
}

/** Lays what happened to cases into `/out/hd`, and notes the gateway's receipts. */
export function createCallbacks({ folder, receipts, now, stepDelayMs = 20 }: Setting) {
  let files = 0
  let told = 0
  let stopped = false

  function layFile(events: readonly Event[]): string {
    files += 1
    const name = `HD_${DEMO.own}_${DEMO.gateway}_${timeDigits(now())}_${String(files % 10_000).padStart(4, '0')}.csv`
    const directory = `/out/wj/${dayDigits(now())}`
    for (const [file, bytes] of events.flatMap((event) => event.files)) folder.put(`${directory}/${file}`, bytes)
    const csv = writeRows(
      CALLBACK,
      events.flatMap(({ rows }) => rows),
    )
    lay(folder, '/out/hd', [[name, csv]], `${name}.ok`)
    return name
  }

  async function layAndWait({ entry, events: known }: Told, events: readonly Event[]): Promise<void> {
    await new Promise<void>((resolve) => setTimeout(resolve, stepDelayMs))
    if (stopped) return
    const wjm = layFile(events)
    for (const { sjid, zt, hj, sj } of events) {
      known.push({ sjid, zt, hj, sj, wjm })
      entry.status = `${zt},${hj}`
      const receipt = await receipts.wait(wjm, sjid, PATIENCE_MS)
      entry.callbackReplies.push(receipt ? (receipt.jg === '0' ? receipt.dm : receipt.jg) : 'none')
    }
  }

  const nextOf = (handled: HandledCase, step: string, behaviour?: Behaviour): Event => {
    told += 1
    const sjid = `SN${dayDigits(now())}${String(told).padStart(6, '0')}`
    return nextEvent(handled, step, sjid, now(), `/out/wj/${dayDigits(now())}`, behaviour)
  }

  return {
    stop() {
      stopped = true
    },
    /** All of it in one file, as every five minutes; twice, or the second before the first, where the behaviour is so. */
    async tell(case_: Told, steps: readonly string[]): Promise<void> {
      const events = steps.map((step) => nextOf(case_.handled, step, case_.behaviour))
      const [first, second, ...rest] = events
      if (case_.behaviour === 'duplicate-callback')
        for (const event of events) {
          await layAndWait(case_, [event])
          await layAndWait(case_, [event])
        }
      else if (case_.behaviour === 'out-of-order' && first && second) {
        await layAndWait(case_, [second])
        await layAndWait(case_, [first, ...rest])
      } else if (first) await layAndWait(case_, events)
    },
    /** An event about a case that nobody sent. */
    async tellOfStranger(case_: Told): Promise<void> {
      const form = { ...case_.handled.form, lsh: 'WH999999999999' }
      await layAndWait(case_, [nextOf({ ...case_.handled, form, slh: 'SN6101132026010199999' }, '12,JJ')])
    },
  }
}

export type Callbacks = ReturnType<typeof createCallbacks>
