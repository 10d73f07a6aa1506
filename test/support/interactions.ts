import type { Browser, Page } from 'playwright-core'

/** What a person does to a page, as Chromium names it in its trace. */
const ACTS = new Set([
  'keydown',
  'keypress',
  'input',
  'keyup',
  'pointerdown',
  'mousedown',
  'pointerup',
  'mouseup',
  'click',
])

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly tid: number
  readonly pid: number
  readonly ts: number
  readonly dur?: number
  /** time that the thread itself was at work, µs: a machine busy with other things makes it no longer */
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly type?: string } }
}

/** How long the page was at work for each act of a person, all that the act set off at once included: median, 95th percentile and worst, ms of the thread's own time. */
export interface Interactions {
  readonly acts: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly worstMs: number
}

/** Looks at a page's acts in the browser's own trace until told to stop. */
export async function traceInteractions(browser: Browser, page: Page): Promise<{ stop(): Promise<Interactions> }> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  })
  return {
    async stop() {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
        traceEvents: TraceEvent[]
      }
      const acts = traceEvents.filter(({ name, args }) => name === 'EventDispatch' && ACTS.has(args?.data?.type ?? ''))
      const tasks = traceEvents.filter(({ name, ph }) => /RunTask$/.test(name) && ph === 'X')
      const owned = new Set(acts.map((act) => tasks.find((task) => holds(task, act)) ?? act))
      const worked = [...owned].map(({ tdur, dur = 0 }) => (tdur ?? dur) / 1_000).sort((one, other) => one - other)
      const at = (share: number) =>
        Math.round((worked[Math.min(worked.length - 1, Math.floor(worked.length * share))] ?? 0) * 10) / 10
      return { acts: worked.length, p50Ms: at(0.5), p95Ms: at(0.95), worstMs: at(1) }
    },
  }
}

function holds(task: TraceEvent, act: TraceEvent): boolean {
  const end = task.ts + (task.dur ?? 0)
  return task.pid === act.pid && task.tid === act.tid && task.ts <= act.ts && act.ts <= end
}
