import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import { MASKED_ID, RARE_NAME } from '../../simulator/spoil.ts'
import { behavioursOf } from '../../simulator/switches.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

/** Every region and what it is answered to its first callback where that is spoilt. */
const REGIONS: readonly {
  readonly code: string
  readonly statuses: readonly string[]
  readonly refused: Readonly<Partial<Record<Behaviour, unknown>>>
  /** its messages name who handles the case */
  readonly namesOfficer: boolean
  /** what it calls its code for a value that is in no table, and for a form that is another by now */
  readonly codes: readonly [wrongCode: string, wrongForm: string]
}[] = [
  {
    code: '130000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: { 'wrong-signature': '10003', 'clock-off': '10004' },
    namesOfficer: true,
    codes: ['301', '301'],
  },
  {
    code: '310000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: { 'wrong-signature': '401', 'clock-off': '401' },
    namesOfficer: true,
    codes: ['2001', '2002'],
  },
  {
    code: '320000',
    statuses: ['SIGNED', 'ACCEPTED', 'REVIEWING', 'COMPLETED'],
    refused: { 'wrong-signature': '2' },
    namesOfficer: true,
    codes: ['E21', 'E03'],
  },
  {
    code: '330000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: { 'wrong-signature': '03', 'clock-off': '04' },
    namesOfficer: true,
    codes: ['2006', '2002'],
  },
  {
    code: '370000',
    statuses: ['SIGNED', 'ACCEPTED', 'REVIEWING', 'COMPLETED'],
    refused: { 'wrong-signature': '401', 'clock-off': '402' },
    namesOfficer: true,
    codes: ['SD2004', 'SD2003'],
  },
  {
    code: '420000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: { 'wrong-signature': '-50', 'clock-off': '-52' },
    namesOfficer: true,
    codes: ['-41', '-41'],
  },
  {
    code: '440000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: { 'wrong-signature': '40', 'clock-off': '20' },
    namesOfficer: true,
    codes: ['G108', 'G110'],
  },
  {
    code: '500000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: {
      'wrong-signature': { status: 401, code: 'unauthorized' },
      'clock-off': { status: 401, code: 'unauthorized' },
    },
    namesOfficer: true,
    codes: ['form_invalid', 'form_version'],
  },
  {
    code: '520000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: { 'wrong-signature': '2001', 'clock-off': '2002' },
    namesOfficer: true,
    codes: ['2005', '2007'],
  },
  {
    code: '540000',
    statuses: ['DELIVERED', 'ACCEPTED', 'COMPLETED'],
    // its receipt is the one signed thing that answers us: not believed, and asked for again at its next pause
    refused: {},
    namesOfficer: true,
    codes: ['E15', 'E18'],
  },
  {
    code: '610000',
    statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
    refused: {},
    namesOfficer: false,
    codes: ['E202', 'E204'],
  },
]

type Row = (typeof REGIONS)[number]

/** What a partner does that no other test of its region has, all of them before one gateway. */
export function hostileSwitches(gateway: () => NodeGateway): void {
  async function submit(region: Row, behaviour: Behaviour): Promise<string> {
    gateway().simulator(region.code).setBehaviour(behaviour, 1)
    const form = await newCaseBody(gateway(), 'M07', { region: region.code })
    const key = { 'idempotency-key': randomUUID() }
    const { status, body } = await gateway().call('window', 'POST', '/api/cases', form, key)
    expect(status, JSON.stringify(body)).toBe(201)
    return String(body['no'])
  }
  const caseOf = async (no: string) => (await gateway().call('window', 'GET', `/api/cases/${no}`)).body
  async function reached(no: string, status: string): Promise<JsonObject> {
    await expect.poll(async () => (await caseOf(no))['status'], { timeout: 20_000 }).toBe(status)
    return (await caseOf(no)) as unknown as JsonObject
  }
  const repliesOf = ({ code }: Row, no: string) =>
    gateway()
      .simulator(code)
      .received()
      .find(({ caseNo }) => caseNo === no)?.callbackReplies
  async function eventsOf(no: string): Promise<{ type: string; status: string }[]> {
    const { body } = await gateway().call('window', 'GET', `/api/cases/${no}/events`)
    return body['events'] as unknown as { type: string; status: string }[]
  }
  const stepsOf = async (no: string) =>
    (await eventsOf(no)).filter(({ type }) => type === 'progress').map(({ status }) => status)
  /** In every region that plays it, at once. */
  const inEach = (behaviour: Behaviour, check: (region: Row, no: string) => Promise<void>) =>
    Promise.all(
      REGIONS.filter(({ code }) => behavioursOf(code).includes(behaviour)).map(async (region) =>
        check(region, await submit(region, behaviour)),
      ),
    )

  describe('in every region a partner', () => {
    it.each(['wrong-signature', 'clock-off'] as const)(
      'whose first callback is spoilt (%s) is refused in its own words, and the case goes through its steps once',
      async (behaviour) => {
        await inEach(behaviour, async (region, no) => {
          if (!(behaviour in region.refused)) return
          await reached(no, 'COMPLETED')
          expect(repliesOf(region, no)?.[0], region.code).toEqual(region.refused[behaviour])
          expect(await stepsOf(no), region.code).toEqual(region.statuses)
          const { body } = await gateway().call('auditor', 'GET', `/api/evidence?region=${region.code}&limit=100`)
          const verdicts = (body['evidence'] as unknown as { verdict: string }[]).map(({ verdict }) => verdict)
          const reason = behaviour === 'clock-off' ? 'refused:stale' : 'refused:signature-wrong'
          expect(verdicts, region.code).toContain(reason)
        })
      },
      60_000,
    )

    it('that shows a masked id number where it answers changes nothing of ours', async () => {
      await inEach('masked-id', async ({ code, statuses }, no) => {
        const done = await reached(no, 'COMPLETED')
        expect(await stepsOf(no), code).toEqual(statuses)
        expect(JSON.stringify(done['form']), code).not.toContain(MASKED_ID)
        expect(done['form'], code).toMatchObject({ person: { idNo: '510107190001010017' } })
      })
    }, 60_000)

    it('whose officer has a name of four-byte characters is read and shown to the character', async () => {
      await inEach('rare-name', async ({ code, statuses, namesOfficer }, no) => {
        await reached(no, 'COMPLETED')
        expect(await stepsOf(no), code).toEqual(statuses)
        if (namesOfficer) expect(JSON.stringify(await eventsOf(no)), code).toContain(RARE_NAME)
      })
    }, 60_000)

    it.each(['new-codes', 'new-form'] as const)(
      'that has changed what it takes (%s) gives the case back to the window with its reason and place',
      async (behaviour) => {
        await inEach(behaviour, async ({ code, codes }, no) => {
          const { memo } = await reached(no, 'DRAFT')
          const [wrongCode, wrongForm] = codes
          const isCode = behaviour === 'new-codes'
          const path = isCode ? /^(applicant|person)\.(idType|gender)$/ : /NEWFIELD2027$/
          expect(memo, code).toMatchObject({
            refusal: {
              code: isCode ? wrongCode : wrongForm,
              faults: [
                { path: expect.stringMatching(path) as string, message: expect.stringMatching(/现行|新版/) as string },
              ],
            },
          })
          expect(repliesOf({ code } as Row, no), code).toBeUndefined()
        })
      },
      60_000,
    )
  })
}
