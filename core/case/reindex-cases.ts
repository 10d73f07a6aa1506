import type { Gateway } from '../gateway.ts'
import { licenceOf } from '../licences/of-case.ts'
import { indexCase } from '../store/case-rows.ts'
import { upsertLicence } from '../store/licences.ts'

const CASES_AT_ONCE = 200

/** Has every case, and the licence that it came to, found by the index's key as it is now: after the key was changed, or for cases older than the index. Gives how many it has done after every two hundred; it may be stopped and run again. */
export async function* reindexCases(gateway: Gateway): AsyncGenerator<number> {
  const { store, applicantIndex } = gateway
  let done = 0
  for (let after = ''; ; ) {
    const page = await store.cases.idsAfter(after, CASES_AT_ONCE)
    const last = page.at(-1)
    if (!last) return
    const cases = await Promise.all(page.map(({ id }) => store.cases.byId(id)))
    const found = cases.filter((value) => value !== null)
    const licences = found.flatMap((value) => licenceOf(gateway, value) ?? [])
    await store.commit([...found.map((value) => indexCase(value, applicantIndex)), ...licences.map(upsertLicence)])
    after = last.id
    done += page.length
    yield done
  }
}
