import type { JsonObject } from '../../../core/json.ts'
import type { Drop } from '../../../core/links.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toCompactDate } from '../../../core/time.ts'
import { printTables } from '../../layers/csv-package/evidence.ts'
import { writeManifest } from '../../layers/csv-package/manifest.ts'
import { packMessage } from '../../layers/csv-package/pack.ts'
import { KIND_OF, MOST_PACKAGES, readPackageName, writePackageName } from '../../layers/csv-package/package-name.ts'
import { seal, sm3Hex } from '../../layers/csv-package/seal.ts'
import type { CsvPackageOptions } from '../options.ts'
import { type Receipt, readReceipt, toFaults } from './receipts.ts'
import { intoWorkbook } from './workbook.ts'

/** What a delivery remembers between two looks. */
interface Memo {
  /** the package's name; it is taken before anything is written, so that a message has one name however often it is tried */
  readonly package: string
  /** when the package was laid out, ms; 0 where it has to be written (again) */
  readonly laidAt: number
  /** SM3 of the receipt that asked to wait, which is no answer to the package written again */
  readonly deferred: string
}

const A_DAY_MS = 86_400_000
const SOON_MS = 1

/** Lays a message out as a package under a name of its own, and every later attempt looks for the region's receipt. */
export async function sendPackage(message: OutboundMessage, partner: Partner<CsvPackageOptions>): Promise<SendResult> {
  const drop = partner.links.drop(partner.options.drop)
  const memo = readMemo(message.memo)
  if (memo === null) return takeName(drop, message, partner)
  const receipt = await readReceipt(drop, memo.package, partner)
  if (typeof receipt === 'string') return later(receipt, null, memo, [])
  if (receipt && sm3Hex(receipt.bytes) !== memo.deferred) return toResult(drop, receipt, memo, message, partner)
  return memo.laidAt === 0 ? layOut(drop, memo, message, partner) : wait(memo, partner)
}

function readMemo({ package: name, laidAt, deferred }: JsonObject): Memo | null {
  if (typeof name !== 'string') return null
  return { package: name, laidAt: Number(laidAt ?? 0), deferred: typeof deferred === 'string' ? deferred : '' }
}

const later = (
  reason: string,
  retryAfterMs: number | null,
  memo: Memo | null,
  exchanges: readonly Exchange[],
): SendResult => ({
  outcome: 'later',
  reason,
  unknown: memo !== null,
  retryAfterMs,
  ...(memo ? { memo: { ...memo } } : {}),
  exchanges,
})

/** The next number of the day that nobody has taken. */
async function takeName(
  drop: Drop,
  { kind: about }: OutboundMessage,
  { options, nonces, clock, home, region }: Partner<CsvPackageOptions>,
): Promise<SendResult> {
  const kind = KIND_OF[about]
  if (!kind) return { ...REFUSED, code: 'kind', message: '材料包不传这类消息', exchanges: [] }
  const day = toCompactDate(clock.now())
  const of = { from: home.division, to: region, day, kind }
  const lying = (await drop.directories(options.folders.ours)).flatMap((name) => readPackageName(name) ?? [])
  let number =
    Math.max(0, ...lying.filter((one) => one.day === day && one.from === of.from).map((one) => one.number)) + 1
  while (!(await nonces.first(`package:${day}:${number}`, 2 * A_DAY_MS))) number += 1
  if (number > MOST_PACKAGES) return later('当日的包名已用完,次日再写', A_DAY_MS, null, [])
  const memo: Memo = { package: writePackageName({ ...of, number }), laidAt: 0, deferred: '' }
  return {
    outcome: 'waiting',
    reason: `已取包名 ${memo.package}`,
    checkAfterMs: SOON_MS,
    memo: { ...memo },
    exchanges: [],
  }
}

const REFUSED = { outcome: 'rejected', faults: [] } as const

function wait(memo: Memo, { options, clock }: Partner<CsvPackageOptions>): SendResult {
  const isMissing = clock.now() - memo.laidAt > options.missingAfterMs
  const reason = isMissing
    ? `包 ${memo.package} 久无回执,请电话核实;不得换包名重发`
    : `包 ${memo.package} 已写入交换目录,等对方的回执`
  return { outcome: 'waiting', reason, checkAfterMs: options.drop.pollEveryMs, exchanges: [] }
}

/** Writes the package, its mark last. One that lies there complete is left as it is, unless the region asked to have it again. */
async function layOut(
  drop: Drop,
  memo: Memo,
  message: OutboundMessage,
  partner: Partner<CsvPackageOptions>,
): Promise<SendResult> {
  const { options, clock } = partner
  const tables = await packMessage(message, partner)
  if (typeof tables === 'string') return { ...REFUSED, code: 'file', message: tables, exchanges: [] }
  const packed = intoWorkbook(tables, options, message.caseCreatedAt)
  const manifest = writeManifest(packed, options)
  const ready = new TextEncoder().encode(sm3Hex(manifest))
  const folder = `${options.folders.ours}/${memo.package}`
  const laid: Memo = { ...memo, laidAt: clock.now() }
  const waiting = { ...(wait(laid, partner) as Extract<SendResult, { outcome: 'waiting' }>), memo: { ...laid } }
  const before = await drop.read(`${folder}/READY.txt`, 1_024)
  if (before !== null && !isSame(before, ready)) return takeName(drop, message, partner)
  if (before !== null && memo.deferred === '') return waiting
  const sentAt = clock.now()
  for (const [path, bytes] of packed) await drop.write(`${folder}/${path}`, bytes)
  await drop.write(`${folder}/MANIFEST.csv`, manifest)
  await drop.write(`${folder}/MANIFEST.sm2`, await seal(manifest, partner))
  await drop.write(`${folder}/READY.txt`, ready)
  const request = printTables([...tables, ['MANIFEST.csv', manifest]])
  const exchange = { operation: memo.package, sentAt, receivedAt: clock.now(), request, response: null, status: null }
  return { ...waiting, exchanges: [exchange] }
}

const isSame = (one: Uint8Array | 'too-large', other: Uint8Array): boolean =>
  one !== 'too-large' && one.length === other.length && one.every((byte, index) => byte === other[index])

/** What the receipt says of the message: taken, to be written again later, or refused with every reason. */
async function toResult(
  drop: Drop,
  { bytes, lines }: Receipt,
  memo: Memo,
  message: OutboundMessage,
  partner: Partner<CsvPackageOptions>,
): Promise<SendResult> {
  const { options, clock, nonces } = partner
  const at = clock.now()
  const operation = `${memo.package} ack`
  const exchanges = [
    { operation, sentAt: at, receivedAt: at, request: new Uint8Array(), response: bytes, status: null },
  ]
  const codes = lines.map(({ code }) => code)
  if (codes.every((code) => code === '00' || code === '01'))
    return {
      outcome: 'accepted',
      level: 'A1',
      partnerCaseNo: null,
      duplicate: codes.includes('01'),
      memo: {},
      exchanges,
    }
  if (codes.includes('R1')) {
    const waits: Memo = { ...memo, laidAt: 0, deferred: sm3Hex(bytes) }
    return later('对方停电、断网或导入程序停用,稍后以同名包再写', options.deferredMs, waits, exchanges)
  }
  // told once; a person who sends it again afterwards gives it a name of its own
  if (!(await nonces.first(`refused:${memo.package}`, 60 * A_DAY_MS))) return takeName(drop, message, partner)
  const [first] = lines
  const says = lines.map(({ says }) => says).filter((text) => text !== '')
  return {
    outcome: 'rejected',
    code: first?.code ?? '',
    message: says.join(';').slice(0, 500) || '对方没有说明原因',
    faults: toFaults(
      lines.filter(({ file }) => file !== ''),
      options,
    ),
    exchanges,
  }
}
