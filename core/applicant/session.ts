import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { tryLimited } from '../limited-tries.ts'
import type { Random } from '../ports.ts'
import { hashOfCode } from '../short-codes.ts'
import { insertApplicantSession } from '../store/applicants.ts'
import { aboutOf, type NamedCase, readNo } from './codes.ts'

/** A look at one's case ends so long after its last use. */
export const IDLE_MS = 15 * 60_000
/** and so long after it began, however much it is used */
const LONGEST_MS = 60 * 60_000
const TOKEN_BYTES = 32
/** Its end is not written more often than this. */
const WRITE_EVERY_MS = 30_000

/** An applicant who has shown that the case is theirs. */
export interface Applicant {
  readonly sessionId: string
  readonly caseId: string
  /** ends then unless it is used before, ms */
  readonly endsAt: number
}

/** What the browser keeps, said once. */
export interface OpenedSession {
  readonly token: string
  readonly endsAt: number
}

/** Opens the case for who has its number, the end of its telephone number and the code that went there; one refusal for whatever is wrong, five tries in a quarter of an hour. */
export async function openSession(gateway: Gateway, named: NamedCase & { code: string }): Promise<OpenedSession> {
  const { store, clock } = gateway
  const no = readNo(named.no)
  const tries = `applicant:${no}`
  await tryLimited(gateway, tries)
  const caseId = await store.applicants.use(no, hashOfCode(aboutOf({ no, tail: named.tail }), named.code), clock.now())
  if (caseId === null) throw new GatewayError('not-found', '没有查到,请核对凭证编号、手机尾号与验证码')
  await store.signInTries.forget(tries)
  return startSession(gateway, caseId)
}

/** A session for a case that somebody has shown to be theirs. */
export async function startSession(
  { store, clock, random }: Pick<Gateway, 'store' | 'clock' | 'random'>,
  caseId: string,
): Promise<OpenedSession> {
  const now = clock.now()
  const token = newToken(random)
  const endsAt = now + IDLE_MS
  const row = { id: idOf(token), caseId, endsAt, latestAt: now + LONGEST_MS, createdAt: now }
  await store.commit([insertApplicantSession(row)])
  return { token, endsAt }
}

/** Who holds a session, which begins its minutes anew; null where it has ended or never was. */
export async function applicantOf({ store, clock }: Gateway, token: string): Promise<Applicant | null> {
  const now = clock.now()
  const session = await store.applicants.session(idOf(token))
  if (!session || Math.min(session.endsAt, session.latestAt) <= now) return null
  const endsAt = Math.min(now + IDLE_MS, session.latestAt)
  if (endsAt - session.endsAt >= WRITE_EVERY_MS) await store.applicants.renewSession(session.id, endsAt)
  return { sessionId: session.id, caseId: session.caseId, endsAt: Math.max(endsAt, session.endsAt) }
}

/** The case that a session is for; throws where it is gone. */
export async function caseOf({ store }: Pick<Gateway, 'store'>, { caseId }: Applicant): Promise<Case> {
  const found = await store.cases.byId(caseId)
  if (!found) throw new GatewayError('not-found', '没有这个办件')
  return found
}

function newToken(random: Random): string {
  return bytesToHex(random.bytes(TOKEN_BYTES))
}

/** What is kept of a token: who reads the store opens nothing with it. */
function idOf(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)))
}
