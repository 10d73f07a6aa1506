import type { Drop } from '../../../core/links.ts'
import type { Collected } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import type { CsvPackageOptions } from '../options.ts'
import { readApplication } from './collect-application.ts'
import { readEvents } from './collect-events.ts'
import { type BadPackage, type OpenPackage, openPackage, type ReadyPackage } from './open-package.ts'
import { type ReceiptLine, toLine, writeReceipt } from './receipts.ts'

const A_DAY_MS = 86_400_000

/** What the region has laid out and we gave no receipt for yet, by the names of the packages; each gets one once all that is in it was taken or refused. */
export async function* collectPackages(partner: Partner<CsvPackageOptions>): AsyncGenerator<Collected> {
  const drop = partner.links.drop(partner.options.drop)
  for (const ready of await findUnjudged(drop, partner)) yield* takePackage(drop, ready, partner)
}

/** One whose mark was written anew is another. */
const judgedName = ({ name, readyAt }: ReadyPackage): string => `judged:${name}:${Math.floor(readyAt / 1_000)}`

async function findUnjudged(
  drop: Drop,
  { options: { folders }, nonces }: Partner<CsvPackageOptions>,
): Promise<ReadyPackage[]> {
  const ready: ReadyPackage[] = []
  for (const name of await drop.directories(folders.theirs)) {
    if (name === 'ack') continue
    const entries = await drop.list(`${folders.theirs}/${name}`)
    const mark = entries.find((entry) => entry.name === 'READY.txt')
    if (mark) ready.push({ name, readyAt: mark.modifiedAt, entries })
  }
  const fresh = new Set(await nonces.unseen(ready.map(judgedName)))
  return ready.filter((one) => fresh.has(judgedName(one)))
}

async function* takePackage(
  drop: Drop,
  ready: ReadyPackage,
  partner: Partner<CsvPackageOptions>,
): AsyncGenerator<Collected> {
  const keptMs = 2 * partner.options.maxAgeDays * A_DAY_MS
  const finish = async (lines: readonly ReceiptLine[], ...names: readonly string[]) => {
    await writeReceipt(drop, ready.name, lines, partner)
    for (const name of [judgedName(ready), ...names]) await partner.nonces.first(name, keptMs)
  }
  const opened = await openPackage(drop, ready, partner)
  if ('refusal' in opened) return yield refused(ready.name, opened, finish)
  const [own, content] = [`name:${opened.name}`, `name:${opened.name}:${opened.manifestSm3}`]
  const unseen = await partner.nonces.unseen([own, content])
  if (unseen.length === 0) return finish([toLine('01', '已收过,内容相同')])
  if (!unseen.includes(own))
    return yield refused(ready.name, { ...CONFLICT, code: 'E41', says: '同名包内容不同' }, finish)
  yield* takeContent(opened, (lines) => finish(lines, own, content), partner)
}

const CONFLICT = { refusal: { reason: 'replayed', detail: '同名包内容不同' } } as const

function refused(
  name: string,
  { refusal: { reason, detail }, code, says }: Omit<BadPackage, 'code'> & { code: string },
  finish: (lines: readonly ReceiptLine[]) => Promise<void>,
): Collected {
  return {
    received: { kind: 'refused', refusal: { reason, detail: `${name} ${detail}` } },
    settle: () => finish([toLine(code, says)]),
  }
}

/** What a package says; where it is none of the region's, or says it wrongly, its receipt tells every fault. */
async function* takeContent(
  opened: OpenPackage,
  finish: (lines: readonly ReceiptLine[]) => Promise<void>,
  partner: Partner<CsvPackageOptions>,
): AsyncGenerator<Collected> {
  const { kind } = opened.parts
  if (kind === 'SQ') {
    const refusal = { reason: 'not-for-us', detail: '这一类包由本方发出' } as const
    return yield refused(opened.name, { refusal, code: 'E03', says: '这一类包由收件方发出' }, finish)
  }
  const read = kind === 'HF' ? readEvents(opened, finish, partner) : readApplication(opened, finish, partner)
  if ('faults' in read) yield malformed(opened, read.faults, finish)
  else yield* read.messages
}

function malformed(
  { name }: OpenPackage,
  lines: readonly ReceiptLine[],
  finish: (lines: readonly ReceiptLine[]) => Promise<void>,
): Collected {
  const detail = lines.map(({ code, file, column }) => `${code} ${file} ${column}`.trim()).join(';')
  return {
    received: { kind: 'refused', refusal: { reason: 'malformed', detail: `${name} ${detail}`.slice(0, 500) } },
    settle: () => finish(lines),
  }
}
