import type { Behaviour } from './contract.ts'

export interface BehaviourSwitch {
  set(behaviour: Behaviour, times?: number): void
  current(): Behaviour
  /** The behaviour for one new case; uses up one of its times. */
  take(): Behaviour
}

export function createBehaviourSwitch(initial: Behaviour): BehaviourSwitch {
  let behaviour = initial
  let left = Number.POSITIVE_INFINITY
  return {
    set(next, times) {
      behaviour = times === 0 ? 'ok' : next
      left = times || Number.POSITIVE_INFINITY
    },
    current: () => behaviour,
    take() {
      const taken = behaviour
      left -= 1
      if (left <= 0) {
        behaviour = 'ok'
        left = Number.POSITIVE_INFINITY
      }
      return taken
    },
  }
}
