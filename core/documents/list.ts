import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import type { StoredFile } from '../store/files.ts'
import { toTime } from '../time.ts'
import { aboutCase, toldBy } from './about.ts'
import { DOCUMENTS, type DocumentName, documentKind, papersOf } from './kinds.ts'
import { sealWords } from './seal.ts'

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
  const came = about.events.flatMap((event) => {
    const { document } = toldBy(event)
    if (!document) return []
    const { type, no, title, date, file } = document
    const stored = files.find(({ id, ref }) => (file.ref ? ref === file.ref : id === file.id))
    const held = stored && stored.sha256 !== '' ? stored : null
    return [{ type, no, title, date, receivedAt: toTime(event.at), held }]
  })
  const received = await Promise.all(
    came.map(async ({ held, ...rest }) => ({ ...rest, fileId: held?.id ?? null, seal: await sealOf(gateway, held) })),
  )
  return { documents, received }
}

/** What the signature in a file that came says of it; null where it is not here yet, or nothing here checks signatures. */
async function sealOf({ seals, blobs, clock }: Gateway, file: StoredFile | null) {
  const bytes = seals && file ? await blobs.read(file.sha256) : null
  if (!seals || !bytes) return null
  const seal = await seals.check(bytes, clock.now())
  return { ...seal, text: sealWords(seal), signedAt: seal.signedAt === null ? null : toTime(seal.signedAt) }
}
