import type { Links } from '../../core/links.ts'

/** For tests whose regions are all reached by HTTP. */
export const NO_LINKS: Links = {
  drop() {
    throw new Error('no drop in this test')
  },
  database() {
    throw new Error('no exchange database in this test')
  },
}
