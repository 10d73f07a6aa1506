import type { Links } from '../../core/links.ts'

import type { HandTasks } from '../../core/manual/hand-task.ts'

/** For tests whose regions nobody carries anything to. */
export const NO_TASKS: HandTasks = {
  find: async () => null,
  async give() {
    throw new Error('nobody has anything to carry in this test')
  },
}

/** For tests whose regions are all reached by HTTP. */
export const NO_LINKS: Links = {
  drop() {
    throw new Error('no drop in this test')
  },
  database() {
    throw new Error('no exchange database in this test')
  },
}
