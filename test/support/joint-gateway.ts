import { hashToken } from '../../api/access.ts'
import { NO_INDEX } from '../../core/applicant-index.ts'
import type { Theme } from '../../core/bundle/theme.ts'
import { createCaseNumbers } from '../../core/case/number.ts'
import { createCase } from '../../core/case/submit.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import type { Fault } from '../../core/fault.ts'
import type { Gateway, Region } from '../../core/gateway.ts'
import { handleCase, type Step } from '../../core/handling/steps.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Matter } from '../../core/matter.ts'
import type { InboundMessage, InboundOutcome, OutboundMessage } from '../../core/message.ts'
import { receiveApplication } from '../../core/receiving/application.ts'
import { receiveProgress } from '../../core/receiving/progress.ts'
import type { Staff } from '../../core/store/people.ts'
import { openStore } from '../../core/store/store.ts'
import { calendar, codes, matterNamed, stages } from '../form/definitions.ts'
import { createFakeClock } from './fake-clock.ts'
import { openMemoryDriver } from './memory-driver.ts'

export const WINDOW: Staff = { id: 'w1', name: '窗口示例一', roles: ['window'], matters: [] }
export const HANDLER: Staff = { id: 'h1', name: '甄经办', roles: ['handler'], matters: [] }
const HEBEI = '130000'
const CHONGQING = '500000'

/** What a person signs in with. */
export function tokenOf({ id }: Staff): string {
  return `token-of-${id}-000000000000`
}

/**
 * The core with partners in the same process: what is sent to 河北 and 重庆 is kept as it would be mapped, and they speak in canonical words.
 * Nobody has to bring materials, except where `materials` says so.
 */
export async function openJointGateway(
  ids: readonly string[] = ['M06', 'M09'],
  themes: readonly Theme[] = [],
  { materials = false }: { readonly materials?: boolean } = {},
) {
  const clock = createFakeClock(Date.parse('2026-03-02T10:00:00+08:00'))
  const store = openStore(await openMemoryDriver())
  for (const person of [WINDOW, HANDLER])
    await store.people.addWithToken(person, hashToken(tokenOf(person)), clock.now())
  const sent: OutboundMessage[] = []
  const partner: { faults: Fault[] } = { faults: [] }
  const mapping = {
    matter: 'M09',
    version: '1+fake',
    overlay: () => [],
    mapForm: (_: string, input: JsonObject) => ({ tree: input, files: [], loss: [], faults: partner.faults }),
    carriesMatter: (code: string | null) => code === 'M09',
    readForm: ({ form, context }: JsonObject) => ({ form, context, materials: [], loss: [], faults: [] }),
    readProgress: (tree: JsonObject) => ({ progress: tree, seq: null, loss: [], faults: [] }),
  }
  const regions = new Map(
    [
      [HEBEI, '河北省'],
      [CHONGQING, '重庆市'],
    ].map(([code = '', name = '']) => [code, partnerRegion({ code, name }, ids, mapping, sent)]),
  )
  const regionOf = (code: string) => {
    const region = regions.get(code)
    if (!region) throw new Error(`no region ${code}`)
    return region
  }
  let count = 0
  const gateway = {
    store,
    clock,
    applicantIndex: NO_INDEX,
    random: {
      bytes(length: number) {
        count += 1
        return new Uint8Array(length).map((_, index) => (index * 7 + count * 13 + (count >> 4)) % 256)
      },
    },
    log: { info() {}, warn() {}, error() {} },
    doorbell: { ring() {} },
    publicUrl: 'https://gateway.wuhou.example',
    home: { name: '成都市武侯区', division: '510107', orgCode: 'X', orgName: 'X', phone: '028-85000000' },
    codes,
    config: { calendar, stages, home: { casePrefix: 'WH510107', division: '510107' } },
    matters: new Map(ids.map((id) => [id, materials ? matterNamed(id) : withoutMaterials(matterNamed(id))])),
    themes: new Map(themes.map((theme) => [theme.id, theme])),
    regions,
    mappingOf: async () => mapping,
    nextCaseNo: createCaseNumbers('WH510107', store.cases.takeNumbers, true),
  } as unknown as Gateway

  const caseOf = async (no: string) => {
    const value = await store.cases.byNo(no)
    if (!value) throw new Error(`no case ${no}`)
    return value
  }
  const legsOf = async (no: string) => store.cases.ofParent((await caseOf(no)).id)
  const legOf = async (no: string, key: string) => {
    const leg = (await legsOf(no)).find((one) => one.leg === key)
    if (!leg) throw new Error(`no leg ${key}`)
    return leg
  }
  const tellCase = async (no: string, progress: JsonObject): Promise<InboundOutcome> => {
    const value = await caseOf(no)
    const officer = { orgCode: 'X', orgName: 'X', name: '冀警官' }
    const tree = { occurredAt: '2026-03-02T10:00:00+08:00', officer, ...progress }
    return receiveProgress(gateway, regionOf(value.region), progressMessage(value.no, value.progressSeq + 1, tree))
  }
  return {
    gateway,
    clock,
    sent,
    partner,
    caseOf,
    legsOf,
    legOf,
    /** Takes a case in at the window; gives its number. */
    async apply(matter: string, form: JsonObject, submit = true): Promise<string> {
      const request = { region: HEBEI, matter, mode: '3', form, materials: [], submit }
      count += 1
      return (await createCase(gateway, request, `key-${count}`, WINDOW)).value.no
    },
    /** The status of the whole, and of each leg that has begun. */
    async stateOf(no: string) {
      const legs = Object.fromEntries((await legsOf(no)).map(({ leg, status }) => [leg, status]))
      return { whole: (await caseOf(no)).status, legs }
    },
    /** Our own handler's step on a leg. */
    async step(no: string, key: string, rest: Step) {
      return handleCase(gateway, (await legOf(no, key)).no, rest, HANDLER)
    },
    /** A case that 河北 leads and has us handle. */
    async push(form: JsonObject, context: JsonObject): Promise<InboundOutcome> {
      const message = progressMessage('', 1, { form, context })
      return receiveApplication(gateway, regionOf(HEBEI), {
        ...message,
        kind: 'apply',
        matterCode: 'M09',
        partnerCaseNo: 'HE-9',
      })
    },
    /** What the region of a leg says of it. */
    async tell(no: string, key: string, progress: JsonObject): Promise<InboundOutcome> {
      return tellCase((await legOf(no, key)).no, progress)
    },
    /** What the region of a case says of it. */
    tellCase,
    deliver: () => createDispatcher(gateway, 'test').sweep(),
  }
}

/** Files with bytes are not what this is about: no material has to be there. */
function withoutMaterials(matter: Matter): Matter {
  return { ...matter, materials: matter.materials.map(({ required: _, ...material }) => material) }
}

function partnerRegion(
  named: Pick<Region, 'code' | 'name'>,
  ids: readonly string[],
  mapping: object,
  sent: OutboundMessage[],
): Region {
  return {
    ...named,
    agreement: {
      no: 'X',
      from: '2026-01-01',
      until: '2028-12-31',
      matters: Object.fromEntries(ids.map((id) => [id, { directions: ['out', 'in'], modes: ['1', '2', '3'] }])),
    },
    delivery: { retryMs: [60_000], thenEveryMs: 60_000, giveUpAfterMs: 600_000, maxInFlight: 4 },
    progressOrder: 'buffer',
    inbound: [],
    carries: ['apply', 'withdraw'],
    mappings: new Map(ids.map((id) => [id, mapping])),
    link: {
      correlationOf: () => null,
      async send(message: OutboundMessage) {
        sent.push(message)
        return {
          outcome: 'accepted',
          level: 'A2',
          partnerCaseNo: `${named.code.slice(0, 2)}-${sent.length}`,
          duplicate: false,
          memo: {},
          exchanges: [],
        }
      },
    },
  } as unknown as Region
}

function progressMessage(caseNo: string, seq: number, tree: JsonObject): InboundMessage {
  const nothing = new Uint8Array()
  return {
    kind: 'progress',
    key: `${caseNo}-${seq}`,
    digest: `${caseNo}-${seq}`,
    caseNo,
    partnerCaseNo: null,
    correlation: null,
    matterCode: null,
    seq,
    tree,
    files: [],
    memo: {},
    reply: {},
    exchange: { operation: '3201', request: nothing, response: nothing, status: 200, sentAt: 0, receivedAt: 0 },
  } as unknown as InboundMessage
}
