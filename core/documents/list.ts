import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import { toTime } from '../time.ts'
import { aboutCase, toldBy } from './about.ts'
import { DOCUMENTS, type DocumentName, documentKind, papersOf } from './kinds.ts'

/** The documents of a case: each kind with what was printed of it or why there is none yet, and what the other side issued, as it came. */
export async function listDocuments(gateway: Gateway, value: Case) {
  const about = await aboutCase(gateway, value)
  const issued = await gateway.store.issuedDocuments.ofCase(value.id)
  const files = await gateway.store.files.ofCase(value.id)
  const documents = (Object.keys(DOCUMENTS) as DocumentName[]).map((name) => {
    const kind = documentKind(name)
    return {
      kind: name,
      code: kind.code,
      title: kind.title,
      number: `${kind.prefix}-${value.no}`,
      papers: [...papersOf(kind)],
      missing: kind.missing(about),
      prints: issued
        .filter((one) => one.kind === name)
        .map(({ print, paper, reason, issuedBy, issuedAt, sha256 }) => ({
          print,
          paper,
          reason,
          issuedBy,
          issuedAt: toTime(issuedAt),
          sha256,
        })),
    }
  })
  const received = about.events.flatMap((event) => {
    const { document } = toldBy(event)
    if (!document) return []
    const { type, no, title, date, file } = document
    const stored = files.find(({ id, ref }) => (file.ref ? ref === file.ref : id === file.id))
    const fileId = stored && stored.sha256 !== '' ? stored.id : null
    return [{ type, no, title, date, receivedAt: toTime(event.at), fileId }]
  })
  return { documents, received }
}
