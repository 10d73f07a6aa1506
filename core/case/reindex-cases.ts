import type { Gateway } from '../gateway.ts'
import { indexCase } from '../store/case-rows.ts'

const CASES_AT_ONCE = 200

/** Has every case found by the index's key as it is now: after the key was changed, or for cases older than the index. Gives how many it has done after every two hundred; it may be stopped and run again. */
export async function* reindexCases({ store, applicantIndex }: Gateway): AsyncGenerator<number> {
  let done = 0
  for (let after = ''; ; ) {
    const page = await store.cases.idsAfter(after, CASES_AT_ONCE)
    const last = page.at(-1)
    if (!last) return
    const cases = await Promise.all(page.map(({ id }) => store.cases.byId(id)))
    await store.commit(cases.flatMap((value) => (value ? [indexCase(value, applicantIndex)] : [])))
    after = last.id
    done += page.length
    yield done
  }
}
