import type { Behaviour } from './contract.ts'

/** Which behaviour the next new case meets. */
export function createBehaviourSwitch(initial: Behaviour) {
  let standing = initial
  let queued: { behaviour: Behaviour; times: number } | null = null
  return {
    set(behaviour: Behaviour, times?: number): void {
      if (times === undefined) standing = behaviour
      else queued = { behaviour, times }
    },
    /** What the next case would meet, without using it up. */
    current: (): Behaviour => queued?.behaviour ?? standing,
    take(): Behaviour {
      if (!queued) return standing
      const { behaviour } = queued
      queued.times -= 1
      if (queued.times <= 0) queued = null
      return behaviour
    },
  }
}

export type BehaviourSwitch = ReturnType<typeof createBehaviourSwitch>
