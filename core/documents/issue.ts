import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Random } from '../ports.ts'
import { type IssuedDocument, insertIssuedDocument } from '../store/issued-documents.ts'
import type { Staff } from '../store/people.ts'
import { aboutCase } from './about.ts'
import { DOCUMENTS, type DocumentName, documentKind, isDocumentName, papersOf } from './kinds.ts'
import { PAPERS, type Paper } from './print-page.ts'
import { renderDocument } from './render.ts'
import { minuteOf } from './words.ts'

const MOST_PAGE_BYTES = 4 * 1024 * 1024
/** Crockford's: no letter in it looks like a digit, so that people can type it. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 26 characters of five bits hold 130, of which 128 are drawn. */
const CODE_BYTES = 16
const TAIL_CHARACTERS = 6

/** The end of a document's code, which is printed to be typed. */
export function tailOf(code: string): string {
  return code.slice(-TAIL_CHARACTERS)
}

function newCode(random: Random): string {
  let value = random.bytes(CODE_BYTES).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let code = ''
  for (let place = 0; place < 26; place += 1) {
    code = `${ALPHABET[Number(value % 32n)]}${code}`
    value /= 32n
  }
  return code
}

/** The kind of that name; throws where there is none. */
export function requireDocument(word: string): DocumentName {
  if (isDocumentName(word)) return word
  throw new GatewayError('not-found', `没有“${word.slice(0, 40)}”这种文书,可选:${Object.keys(DOCUMENTS).join('、')}`)
}

function requirePaper(name: DocumentName, paper: Paper): void {
  const papers = papersOf(documentKind(name))
  if (!papers.includes(paper))
    throw new GatewayError('body-invalid', `“${DOCUMENTS[name].title}”不能印在${PAPERS[paper]}上`)
}

/** The document as it would be printed now, marked as a preview; nothing is written. */
export async function previewDocument(
  gateway: Gateway,
  value: Case,
  name: DocumentName,
  paper: Paper,
): Promise<string> {
  const kind = documentKind(name)
  requirePaper(name, paper)
  const about = await aboutCase(gateway, value)
  const missing = kind.missing(about)
  if (missing !== null) throw new GatewayError('document-missing', `“${kind.title}”出不了:${missing}`)
  return renderDocument(kind, about, paper, null)
}

/** The page of a document that was issued, to the byte as it was printed. */
export async function issuedPage(gateway: Gateway, { sha256, kind, print }: IssuedDocument): Promise<string> {
  const bytes = await gateway.blobs.read(sha256)
  if (!bytes) throw new Error(`page of ${kind} ${print} is missing`)
  return new TextDecoder().decode(bytes)
}

/**
 * Makes a document for print: counted, with a code that anybody can check, recorded as an event, its page kept as it is. A second print of a kind needs a
 * reason, which it bears.
 */
export async function issueDocument(
  gateway: Gateway,
  no: string,
  name: DocumentName,
  { paper, reason = '' }: { readonly paper: Paper; readonly reason?: string | undefined },
  by: Pick<Staff, 'id' | 'name'>,
): Promise<IssuedDocument> {
  const kind = documentKind(name)
  requirePaper(name, paper)
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (found) => {
      const about = await aboutCase(gateway, found)
      const missing = kind.missing(about)
      if (missing !== null) throw new GatewayError('document-missing', `“${kind.title}”出不了:${missing}`)
      const print =
        about.events.filter(({ type, data }) => type === 'document-issued' && data['kind'] === name).length + 1
      if (print > 1 && reason.trim() === '') throw againWithoutReason(kind.title, print)
      const now = gateway.clock.now()
      const [code, number, actor] = [newCode(gateway.random), `${kind.prefix}-${no}`, `staff:${by.id}`]
      const page = renderDocument(kind, about, paper, {
        checkUrl: `${gateway.publicUrl}/v#${code}`,
        tail: tailOf(code),
        by: `${gateway.home.orgName} ${by.name}`,
        at: minuteOf(now),
        print,
        reason,
      })
      const stored = await gateway.blobs.put(new TextEncoder().encode(page), MOST_PAGE_BYTES)
      if (stored === 'too-large') throw new Error(`page of ${name} is too large`)
      const { sha256 } = stored
      const row = {
        code,
        caseId: found.id,
        kind: name,
        number,
        print,
        paper,
        sha256,
        reason,
        issuedBy: actor,
        issuedAt: now,
      }
      const data = { kind: name, number, print, paper, sha256, ...(reason === '' ? {} : { reason }) }
      const event: EventFacts = { type: 'document-issued', status: found.status, at: now, actor, data }
      return { events: [event], value: found, statements: [insertIssuedDocument(row)], answer: row }
    },
  )
  return answer
}

function againWithoutReason(title: string, print: number): GatewayError {
  return new GatewayError('step-invalid', `“${title}”第 ${print} 次打印须写明理由`, [
    { path: 'reason', code: 'required', message: '没有写重打的理由', fix: '请写明遗失、污损、更正等理由' },
  ])
}
