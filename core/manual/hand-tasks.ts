import type { Clock } from '../ports.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertHandTask } from '../store/hand-tasks.ts'
import type { Store } from '../store/store.ts'
import type { HandTasks } from './hand-task.ts'

/** The tasks of one region, kept in the store. */
export function createHandTasks(store: Store, clock: Clock, region: string): HandTasks {
  return {
    find: (deliveryId) => store.handTasks.byDelivery(deliveryId),
    async give(task) {
      try {
        await store.commit([insertHandTask({ ...task, region, openedAt: clock.now() })])
      } catch (error) {
        // another process was first with the same round
        if (!(error instanceof KeyTaken)) throw error
      }
    },
  }
}
