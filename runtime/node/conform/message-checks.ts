import type { SeenExchange } from '../../../core/conformance/report.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import type { Finding } from './check.ts'
import { bookCase, type Sample } from './golden-case.ts'
import { type Attempted, attemptOnce, readyAgain, type Sending, toFinding } from './one-attempt.ts'
import { wrongKeyring } from './other-side.ts'
import type { Accepted, Stage } from './stage.ts'

/** Sends a sample as a case of its own; what of it may not even leave is our own fault. */
export async function sendSample(
  sending: Sending,
  sample: Sample,
  sizeOf?: (material: CaseMaterial) => number | undefined,
): Promise<{ finding: Finding; attempted: Attempted | null }> {
  const made = await bookCase(sending.gateway, sending.region, sample, sizeOf)
  if ('faults' in made) {
    const told = made.faults.map(({ path, message }) => `${path} ${message}`).join(';')
    return { finding: { verdict: 'failed', detail: `本方映射写不出报文:${told}` }, attempted: null }
  }
  const attempted = await attemptOnce(sending, made.booked.deliveryId)
  return { finding: toFinding(attempted), attempted }
}

/** The same message once more is no second case. */
export async function checkDuplicate(stage: Stage, { attempted: first }: Accepted): Promise<Finding> {
  const { gateway } = stage
  await readyAgain(gateway, first.delivery)
  const again = await attemptOnce(stage, first.delivery.id)
  if (again.state !== 'done') return toFinding(again)
  const told =
    (await gateway.store.cases.events(first.value.id)).findLast(({ type }) => type === 'delivered')?.data ?? {}
  const { exchanges } = again
  const number = told['partnerNo']
  if (typeof number === 'string' && first.value.partnerNo !== null && number !== first.value.partnerNo) {
    const detail = `同一报文发两次,对方给了两个办件编号:${first.value.partnerNo}、${number}`
    return { verdict: 'failed', detail, exchanges }
  }
  const how = told['duplicate'] === true ? '对方说已收过' : '对方照收'
  return { verdict: 'passed', detail: `${how},没有另给编号`, exchanges }
}

/** The largest file that the region's document allows arrives. */
export async function checkBigFile(stage: Stage, { sample }: Accepted): Promise<Finding> {
  const rules = stage.region.mappings.get(sample.matter)?.set.materials ?? []
  const limitOf = ({ slot, part }: Pick<CaseMaterial, 'slot' | 'part'>) =>
    Math.max(
      0,
      ...rules.filter((rule) => rule.slot === slot && (rule.part ?? part) === part).map((rule) => rule.maxBytes),
    )
  const withFiles = sample.pair.materials.filter(({ file }) => file !== undefined)
  const largest = withFiles.toSorted((a, b) => limitOf(b) - limitOf(a))[0]
  if (!largest || limitOf(largest) === 0) return { verdict: 'not-run', detail: '样例没有附件,或地区定义没有写附件上限' }
  const sizeBytes = limitOf(largest)
  const { finding } = await sendSample(stage, sample, ({ slot, part }) =>
    slot === largest.slot && part === largest.part ? sizeBytes : undefined,
  )
  return { ...finding, detail: `${largest.slot} ${(sizeBytes / 1_048_576).toFixed(1)} MiB:${finding.detail}` }
}

/**
 * Nobody else's signature is taken for ours: with every key wrong, then with those put right that were asked for so far, until the message leaves with the
 * right ones alone. So the key of a token and the key of a message are tried apart, and what is taken in the end shows that it was the keys which were refused.
 */
export async function checkSignature(stage: Stage, { sample }: Accepted): Promise<Finding> {
  const refused: string[] = []
  const exchanges: SeenExchange[] = []
  for (const kept = new Set<string>(); ; ) {
    // a case of keys that are right in part must not be told of while it is looked at
    stage.simulator?.setBehaviour('quiet', 1)
    const { attempted, finding, wrong } = await sendWithKeys(stage, sample, kept)
    if (!attempted) return finding
    const names = [...wrong].join('、')
    exchanges.push(...attempted.exchanges)
    if (attempted.state !== 'done' && wrong.size === 0)
      return { ...finding, detail: `换回对的密钥也不成:${finding.detail}`, exchanges }
    if (attempted.state === 'done')
      return wrong.size === 0 && refused.length > 0
        ? { verdict: 'passed', detail: `逐把换错都没有被收下(${refused.join(';')}),换回就收下`, exchanges }
        : {
            verdict: 'failed',
            detail: names ? `对方收下了用错误密钥(${names})的报文` : '对方不看密钥就收下了报文',
            exchanges,
          }
    refused.push(`${names}:${attempted.delivery.reason}`)
    for (const name of wrong) kept.add(name)
  }
}

/** Sends a sample from a gateway of its own with all keys wrong but those `kept`, and tells which wrong ones were used. */
async function sendWithKeys(stage: Stage, sample: Sample, kept: ReadonlySet<string>) {
  const wrong = new Set<string>()
  const other = await stage.openWith(wrongKeyring(stage.keyring, kept, (name) => wrong.add(name)))
  try {
    const region = other.gateway.regions.get(stage.region.code)
    if (!region) throw new Error('the second gateway lacks the region')
    return { ...(await sendSample({ ...stage, gateway: other.gateway, region }, sample)), wrong }
  } finally {
    await other.close()
  }
}
