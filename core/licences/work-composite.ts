import { checkUscc } from '../form/uscc.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { newLetters } from '../short-codes.ts'
import {
  deleteCompositePermit,
  insertComposite,
  insertCompositeEntry,
  insertCompositePermit,
  updateComposite,
} from '../store/composites.ts'
import { KeyTaken, type Statement } from '../store/driver.ts'
import type { Staff } from '../store/people.ts'
import { toDate } from '../time.ts'
import type { Composite, CompositeStep, WholeComposite } from './composite.ts'
import { type Licence, stateOf, stateWords } from './licence.ts'

/** As long as the code of a document, so that the same page reads both. */
const CODE_LETTERS = 26
const MOST_PERMITS = 60
const TRIES = 3

type By = Pick<Staff, 'id' | 'name'>

/** The composite licence with that number; throws where there is none. */
export async function requireComposite({ store }: Pick<Gateway, 'store'>, no: string): Promise<Composite> {
  const found = await store.composites.byNo(no)
  if (!found) throw new GatewayError('not-found', `没有编号为 ${no.slice(0, 60)} 的综合许可证`)
  return found
}

/** The same with its permits. */
export async function wholeComposite({ store }: Pick<Gateway, 'store'>, composite: Composite): Promise<WholeComposite> {
  return { composite, permits: await store.composites.permits(composite.id) }
}

/** What somebody sees who holds its QR code; null where no composite licence that is in use has that code. */
export async function compositeByCode({ store }: Pick<Gateway, 'store'>, code: string): Promise<WholeComposite | null> {
  const composite = await store.composites.byCode(code.toUpperCase())
  return composite && composite.state === 'active' ? wholeComposite({ store }, composite) : null
}

/** Issues an enterprise's composite licence with every permit of it that stands; issued anew it keeps its number, gets another code and whatever stands now. */
export async function issueComposite(gateway: Gateway, uscc: string, by: By): Promise<WholeComposite> {
  const wrong = checkUscc(uscc)
  if (wrong) {
    const message = `统一社会信用代码${wrong.message}`
    throw new GatewayError('step-invalid', message, [{ path: 'uscc', code: wrong.code, message, fix: wrong.fix }])
  }
  return again(async () => {
    const today = toDate(gateway.clock.now())
    const standing = (await gateway.store.licences.ofUscc(uscc)).filter((one) => stateOf(one, today) === 'valid')
    const [newest] = standing
    if (!newest) throw new GatewayError('state-conflict', '这家企业没有现在有效的证照,不能制发综合许可证')
    const found = await gateway.store.composites.byUscc(uscc)
    if (found?.state === 'active') throw new GatewayError('state-conflict', `这家企业已有综合许可证 ${found.no}`)
    const permits = standing.slice(0, MOST_PERMITS)
    const text = permits.map(({ name, no }) => `${name} ${no}`).join('、')
    const composite = await fresh(gateway, found, uscc, newest.holderShown)
    const before = found ? await gateway.store.composites.permits(found.id) : []
    await gateway.store.commit([
      entryOf(composite, 'issued', by, text),
      found ? updateComposite(composite) : insertComposite(composite),
      ...before.map(({ id }) => deleteCompositePermit(composite.id, id)),
      ...permits.map(({ id }) => insertCompositePermit(composite.id, id, composite.updatedAt)),
    ])
    return { composite, permits }
  })
}

async function fresh(gateway: Gateway, found: Composite | null, uscc: string, company: string): Promise<Composite> {
  const { clock, random } = gateway
  const now = clock.now()
  const code = newLetters(random, CODE_LETTERS)
  if (found) return { ...found, company, code, state: 'active', seq: found.seq + 1, updatedAt: now }
  const no = await gateway.nextCaseNo('composite', now)
  return { id: newId(clock, random), no, uscc, company, code, state: 'active', seq: 1, createdAt: now, updatedAt: now }
}

/** Puts a permit of the same enterprise into it; one that does not stand is refused. */
export function addPermit(gateway: Gateway, no: string, licenceId: string, by: By): Promise<WholeComposite> {
  return change(gateway, no, by, 'added', async ({ composite, permits }) => {
    const licence = await gateway.store.licences.byId(licenceId)
    if (!licence || licence.uscc !== composite.uscc) throw new GatewayError('not-found', '这家企业没有这份证照')
    if (permits.some(({ id }) => id === licenceId)) throw new GatewayError('state-conflict', '这份证照已在综合许可证里')
    const today = toDate(gateway.clock.now())
    if (stateOf(licence, today) !== 'valid')
      throw new GatewayError('state-conflict', `这份证照${stateWords(licence, today)},不能加入`)
    if (permits.length >= MOST_PERMITS) throw new GatewayError('state-conflict', `最多放 ${MOST_PERMITS} 份证照`)
    return { text: nameOf(licence), statements: [insertCompositePermit(composite.id, licenceId, gateway.clock.now())] }
  })
}

/** Takes a permit out of it; the permit itself stays what it is. */
export function removePermit(
  gateway: Gateway,
  no: string,
  { licenceId, why }: { readonly licenceId: string; readonly why: string },
  by: By,
): Promise<WholeComposite> {
  return change(gateway, no, by, 'removed', async ({ composite, permits }) => {
    const licence = permits.find(({ id }) => id === licenceId)
    if (!licence) throw new GatewayError('not-found', '综合许可证里没有这份证照')
    return { text: `${nameOf(licence)}:${why}`, statements: [deleteCompositePermit(composite.id, licenceId)] }
  })
}

/** Gives it another code; whoever has the old one learns nothing by it any more. */
export function recodeComposite(gateway: Gateway, no: string, why: string, by: By): Promise<WholeComposite> {
  const code = newLetters(gateway.random, CODE_LETTERS)
  return change(gateway, no, by, 'recoded', async () => ({ text: why, statements: [], set: { code } }))
}

/** Ends it; its permits stay what they are. */
export function endComposite(gateway: Gateway, no: string, why: string, by: By): Promise<WholeComposite> {
  return change(gateway, no, by, 'ended', async () => ({ text: why, statements: [], set: { state: 'ended' } }))
}

interface Change {
  readonly text: string
  readonly statements: readonly Statement[]
  readonly set?: Partial<Pick<Composite, 'code' | 'state'>>
}

async function change(
  gateway: Gateway,
  no: string,
  by: By,
  step: CompositeStep,
  decide: (found: WholeComposite) => Promise<Change>,
): Promise<WholeComposite> {
  return again(async () => {
    const found = await wholeComposite(gateway, await requireComposite(gateway, no))
    if (found.composite.state === 'ended') throw new GatewayError('state-conflict', `综合许可证 ${no} 已经停用`)
    const { text, statements, set = {} } = await decide(found)
    const composite: Composite = {
      ...found.composite,
      ...set,
      seq: found.composite.seq + 1,
      updatedAt: gateway.clock.now(),
    }
    await gateway.store.commit([entryOf(composite, step, by, text), updateComposite(composite), ...statements])
    return wholeComposite(gateway, composite)
  })
}

/** Of two who change one at once the second looks again. */
async function again<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error
      if (attempt >= TRIES) throw new GatewayError('busy')
    }
  }
}

function entryOf({ id, seq, updatedAt }: Composite, step: CompositeStep, by: By, text: string): Statement {
  const actor = { actor: `staff:${by.id}`, actorName: by.name }
  return insertCompositeEntry({ compositeId: id, seq, step, at: updatedAt, ...actor, text: text.slice(0, 1_000) })
}

const nameOf = ({ name, no }: Licence) => `${name} ${no}`.trim()
