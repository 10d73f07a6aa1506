import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { phoneOf } from '../notifications/case-news.ts'
import { notify } from '../notifications/outbox.ts'
import type { Chore } from '../repeat.ts'
import { hashOfCode, newDigits } from '../short-codes.ts'
import { type AskedCode, endOtherCodes, insertAskedCode, settleCode } from '../store/applicants.ts'
import { KeyTaken } from '../store/driver.ts'

/** What an applicant names their case by: the number on the receipt, or on the voucher, and the end of their telephone number. */
export interface NamedCase {
  readonly no: string
  readonly tail: string
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const CODE_MINUTES = 5
/** A number may ask again after so long, and so often an hour; an address so often, since many may share one. */
export const AGAIN_SECONDS = 60
const MOST_FOR_A_NUMBER = 5
const MOST_FROM_AN_ADDRESS = 30
const CODE_DIGITS = 6
/** What nobody looked at for so long is not sent any more: its asker has gone. */
const STALE_MS = 10 * MINUTE_MS
const ROUND = 100
const LOOK_MS = 1_000

/** The number as everybody types it. */
export function readNo(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()
}

/**
 * Writes down that somebody wants a code. Whether there is such a case is looked up by nobody here but by `sendCodes`: neither the answer nor its time can tell.
 * Throws `too-many-tries` where the number or the address asked too often, whoever they are.
 */
export async function askForCode(gateway: Gateway, { no: typed, tail }: NamedCase, address: string): Promise<void> {
  const { store, clock } = gateway
  const [no, now, from] = [readNo(typed), clock.now(), digestOf(address)]
  const [byNumber, byAddress] = await Promise.all([
    store.applicants.askedFor(no, now - HOUR_MS),
    store.applicants.askedFrom(from, now - HOUR_MS),
  ])
  if (byNumber.asked >= MOST_FOR_A_NUMBER || byAddress.asked >= MOST_FROM_AN_ADDRESS)
    throw new GatewayError('too-many-tries', '取验证码的次数太多,请 1 小时后再试')
  if (now - byNumber.latestAt < AGAIN_SECONDS * 1_000) throw tooSoon()
  // of many at once for one number one is written
  const id = digestOf(`${no} ${Math.floor(now / (AGAIN_SECONDS * 1_000))}`)
  const row: AskedCode = {
    id,
    no,
    tail,
    address: from,
    state: 'asked',
    caseId: '',
    codeHash: '',
    createdAt: now,
    expiresAt: 0,
    usedAt: 0,
  }
  await store.commit([insertAskedCode(row)]).catch((error: unknown) => {
    throw error instanceof KeyTaken ? tooSoon() : error
  })
}

const tooSoon = () => new GatewayError('too-many-tries', `验证码刚取过,请 ${AGAIN_SECONDS} 秒后再取`)

/** Sends the codes that were asked for by people who have such a case and such a telephone, each once; how many questions were looked at. */
export async function sendCodes(gateway: Gateway): Promise<number> {
  const asked = await gateway.store.applicants.unanswered(ROUND)
  for (const row of asked) await answer(gateway, row)
  return asked.length
}

/** Once a second: somebody waits for it. */
export function sendingCodes(gateway: Gateway): Chore {
  return { name: 'applicant-codes', everyMs: LOOK_MS, work: () => sendCodes(gateway) }
}

async function answer(gateway: Gateway, row: AskedCode): Promise<void> {
  const now = gateway.clock.now()
  const found = now - row.createdAt < STALE_MS ? await caseNamed(gateway, row.no) : null
  const phone = found ? phoneOf(found) : ''
  const told = found && phone.slice(-4) === row.tail ? await send(gateway, row, found, phone) : null
  if (told === null)
    await gateway.store.commit([settleCode(row.id, { state: 'void', caseId: '', codeHash: '', expiresAt: 0 })])
}

/** Null where no text message can go there. */
async function send(gateway: Gateway, row: AskedCode, { id: caseId }: Case, phone: string) {
  const now = gateway.clock.now()
  const code = newDigits(gateway.random, CODE_DIGITS)
  const expiresAt = now + CODE_MINUTES * MINUTE_MS
  const told = {
    template: 'code',
    phone,
    values: { 码: code, 分: String(CODE_MINUTES) },
    key: `applicant-code:${row.id}`,
    caseId,
  } as const
  const settled = settleCode(row.id, { state: 'sent', caseId, codeHash: hashOfCode(aboutOf(row), code), expiresAt })
  return notify(gateway, told, [settled, endOtherCodes(row, now)])
}

/** What a code is for: it opens nothing for another number or another telephone. */
export function aboutOf({ no, tail }: NamedCase): string {
  return `applicant:${no}.${tail}`
}

/** The case with that number, or the case of the document that has it; none that is still a draft. */
export async function caseNamed({ store }: Pick<Gateway, 'store'>, no: string): Promise<Case | null> {
  const own = await store.cases.byNo(no)
  const document = own ? undefined : (await store.issuedDocuments.byNumber(no))[0]
  const found = own ?? (document ? await store.cases.byId(document.caseId) : null)
  return found && found.status !== 'DRAFT' ? found : null
}

function digestOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 16))
}
