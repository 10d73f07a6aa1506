import type { MatterCode, PushedCase, PushVariant } from '../contract.ts'
import { parse } from './application.ts'
import { CALLBACK, type CallbackRow, RECEIPT, type ReceiptRow, readRows, writeRows } from './callback-csv.ts'
import { checkEvent } from './check-progress.ts'
import { DEMO } from './demo-keys.ts'
import type { Folder } from './folder.ts'
import { lay, readSealed } from './laid-files.ts'
import { matterOf } from './matters.ts'
import type { Receipts } from './receipts.ts'
import { type Push, pack, samplePush } from './samples.ts'
import { dayDigits, sealOf, sha256, timeDigits, toJson } from './wire.ts'

const PATIENCE_MS = 20_000
const CALLBACK_FILE = new RegExp(`^/in/hd/HD_${DEMO.gateway}_${DEMO.own}_\\d{14}_\\d{4}\\.csv\\.ok$`)

interface Setting {
  readonly folder: Folder
  readonly receipts: Receipts
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
}

/** 收件方: lays cases into `/out/ts` and takes the gateway's callbacks, noting every breach of the document. */
export function createCollecting({ folder, receipts, now, pushed }: Setting) {
  const pushes = new Map<string, Push>()
  /** digest of an event's rows by sjid */
  const taken = new Map<string, string>()
  let answered = 0

  /** Lays a package and waits for the receipt; one that lay there before is laid a second later, so that its time tells them apart. */
  async function layPush({ form, archive }: Push, seal?: Buffer): Promise<ReceiptRow | null> {
    const name = `${form.lsh}_${form.cs}`
    const directory = `/out/ts/${dayDigits(now())}`
    const before = folder.files.get(`${directory}/${name}.ok`)
    if (before) await new Promise((resolve) => setTimeout(resolve, (before.modifiedAt + 1) * 1000 - now()))
    const files = [
      [`${name}.json`, toJson(form)],
      [`${name}.zip`, archive],
    ] as const
    lay(folder, directory, files, `${name}.ok`, seal)
    return receipts.wait(`${name}.json`, '', PATIENCE_MS)
  }

  async function push(code: MatterCode, variant: PushVariant = 'ok') {
    const matter = matterOf(code === 'M02' ? 'M02' : 'M07')
    const partnerCaseNo = `SN610113${dayDigits(now())}9${String(pushes.size + 1).padStart(4, '0')}`
    const sample = samplePush(matter, partnerCaseNo, now())
    const made = variant === 'bad-id' ? withKeys(sample, { 'jbxx/wbk3': '610113190002030011' }) : sample
    pushes.set(partnerCaseNo, made)
    pushed.set(partnerCaseNo, { partnerCaseNo, gatewayCaseNo: '', status: '', events: [], faults: [] })
    return { partnerCaseNo, reply: await submit(partnerCaseNo, made, variant) }
  }

  async function submit(lsh: string, made: Push, variant: PushVariant): Promise<unknown> {
    const { form, archive } = made
    const name = `${form.lsh}_${form.cs}`
    const wrong = sealOf([
      [`${name}.json`, toJson(form)],
      [`${name}.zip`, Buffer.concat([archive, Buffer.from(' ')])],
    ])
    if (variant === 'bad-signature') return layPush(made, wrong)
    const reply = await layPush(made)
    const entry = pushed.get(lsh)
    if (entry && reply?.jg === '1') entry.gatewayCaseNo = reply.slh
    if (variant === 'duplicate') return layPush(made)
    if (variant === 'conflict') return layPush(withKeys(made, { 'jbxx/wbk4': '13900000000' }))
    return reply
  }

  function takeFile(path: string): void {
    const wjm = path.slice(path.lastIndexOf('/') + 1, -3)
    const bytes = readSealed(folder, path.slice(0, -3))
    const rows = bytes ? readRows(CALLBACK, bytes) : '.ok 不符'
    const refused = { wjm, jg: '0', sjid: '', lsh: '', slh: '', dm: 'E211', ms: String(rows) }
    const answers =
      typeof rows === 'string'
        ? [refused]
        : [...Map.groupBy(rows as CallbackRow[], ({ sjid = '' }) => sjid).values()].map((event) =>
            takeEvent(event, wjm),
          )
    answered += 1
    const name = `HZ_${DEMO.own}_${DEMO.gateway}_${timeDigits(now())}_${String(answered % 10_000).padStart(4, '0')}.csv`
    lay(folder, '/out/hz', [[name, writeRows(RECEIPT, answers)]], `${name}.ok`)
  }

  function takeEvent(rows: readonly CallbackRow[], wjm: string): ReceiptRow {
    const { sjid = '', lsh = '', slh = '', zt = '', hj = '', sxid = '' } = rows[0] ?? {}
    const receipt = (jg: string, dm = '', ms = ''): ReceiptRow => ({ wjm, jg, sjid, lsh, slh, dm, ms })
    const entry = pushed.get(lsh)
    const form = pushes.get(lsh)?.form
    if (!entry || !form) return receipt('0', 'E208', '办件不存在')
    const digest = sha256(toJson(rows.map((row) => row)))
    const before = taken.get(sjid)
    if (before !== undefined) return before === digest ? receipt('2') : receipt('0', 'E219', 'sjid 重复但内容不同')
    entry.faults.push(...checkEvent(rows, form.sxid === sxid ? sxid : '', entry, folder))
    taken.set(sjid, digest)
    entry.status = `${zt},${hj}`
    entry.events.push({ seq: entry.events.length + 1, status: entry.status })
    if (zt === '20') void correct(entry, rows).catch(() => entry.faults.push('补正没有送达'))
    readLicence(entry, rows)
    return receipt('1')
  }

  /** The whole form and the whole archive once more, cs + 1 (§6.2): what was asked for is mended. */
  async function correct(entry: PushedCase, notice: readonly CallbackRow[]): Promise<void> {
    const before = pushes.get(entry.partnerCaseNo)
    if (!before) return
    const asked = notice.filter(({ hlx, jg }) => hlx === 'Z' && jg === '不合格')
    const mended = withKeys(before, Object.fromEntries(asked.map(({ dx = '' }) => [dx, '已补充说明'])))
    const cs = String(Number(before.form.cs) + 1)
    const made = pack({ ...mended.form, cs }, `${entry.partnerCaseNo} 补正`)
    pushes.set(entry.partnerCaseNo, made)
    const reply = await layPush(made)
    if (reply?.jg !== '1') entry.faults.push(`补正没有登记:${JSON.stringify(reply)}`)
  }

  function readLicence(entry: PushedCase, rows: readonly CallbackRow[]): void {
    const row = rows.find(({ hlx }) => hlx === 'L')
    const file = row && folder.files.get(row.wjm ?? '')
    if (!row || !file) return
    const { zzbh = '' } = (parse(row.kz ?? '') ?? {}) as { zzbh?: string }
    entry.licence = { no: zzbh, sha256: sha256(file.bytes), bytes: file.bytes.length }
  }

  folder.watch((path) => {
    if (CALLBACK_FILE.test(path)) takeFile(path)
  })
  return { push }
}

/** The same with other values at some keys (`jbxx/` names those of the base), and the archive it had. */
function withKeys({ form, archive }: Push, values: Readonly<Record<string, string>>): Push {
  const [jbxx, bdsj] = [{ ...form.jbxx }, { ...form.bdsj }]
  for (const [key, value] of Object.entries(values))
    if (key.startsWith('jbxx/')) jbxx[key.slice(5)] = value
    else bdsj[key] = value
  return { form: { ...form, jbxx, bdsj }, archive }
}
