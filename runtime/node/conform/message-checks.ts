import type { CaseMaterial } from '../../../core/matter.ts'
import type { Finding } from './check.ts'
import { bookCase, type Sample } from './golden-case.ts'
import { type Attempted, attemptOnce, readyAgain, type Sending, toFinding } from './one-attempt.ts'
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

/** Nobody else's signature is taken for ours. */
export async function checkSignature(stage: Stage, { sample }: Accepted): Promise<Finding> {
  const other = await stage.openWithWrongKeys()
  try {
    const region = other.gateway.regions.get(stage.region.code)
    if (!region) throw new Error('the second gateway lacks the region')
    const { attempted, finding } = await sendSample({ ...stage, gateway: other.gateway, region }, sample)
    if (!attempted) return finding
    const { exchanges } = attempted
    return attempted.state === 'done'
      ? { verdict: 'failed', detail: '对方收下了用错误密钥签名的报文', exchanges }
      : { verdict: 'passed', detail: `用错误密钥的报文没有被收下:${attempted.delivery.reason}`, exchanges }
  } finally {
    await other.close()
  }
}
