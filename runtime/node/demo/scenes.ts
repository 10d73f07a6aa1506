import { type JsonObject, putAt } from '../../../core/json.ts'
import type { CorrectionItem } from '../../../core/progress.ts'
import { toDate, toTime } from '../../../core/time.ts'
import type { Client } from './client.ts'
import { documentOf, m02Case, m07Case, type RegionSample, SAMPLE_OFD } from './samples.ts'

/** The demo's people and the simulator of one region. */
export interface Stage {
  readonly window: Client
  readonly handler: Client
  readonly simulatorUrl: string
  readonly region: RegionSample
}

/** One case of the demo: what happens, and how it must end. */
export interface Scene {
  readonly direction: 'out' | 'in'
  readonly matter: 'M02' | 'M07'
  readonly title: string
  readonly ends: string
  play(stage: Stage): Promise<string>
}

async function behave({ simulatorUrl }: Stage, behaviour: string): Promise<void> {
  await fetch(`${simulatorUrl}/_sim/behaviour`, { method: 'POST', body: JSON.stringify({ behaviour, times: 1 }) })
}

async function submit({ window }: Stage, body: JsonObject): Promise<string> {
  const { ok, body: answer } = await window.call('POST', '/api/cases', body)
  if (!ok) throw new Error(`${String(answer['detail'])}:${JSON.stringify(answer['errors'])}`)
  return String(answer['no'])
}

async function pushed({ simulatorUrl, handler }: Stage, matter: string): Promise<string> {
  const response = await fetch(`${simulatorUrl}/_sim/push`, { method: 'POST', body: JSON.stringify({ matter }) })
  const { partnerCaseNo, reply } = (await response.json()) as { partnerCaseNo: string; reply: unknown }
  const { body } = await handler.call('GET', '/api/cases?direction=in&limit=20')
  const found = (body['cases'] as JsonObject[]).find((value) => value['partnerNo'] === partnerCaseNo)
  if (!found) throw new Error(`对方推送的办件没有登记:${JSON.stringify(reply).slice(0, 400)}`)
  return String(found['no'])
}

/** Brings what the region asks for, and nothing else: a new text for a field, a new file for a material. */
async function mend({ window }: Stage, no: string, { form, materials }: JsonObject): Promise<void> {
  const { memo } = await window.until(no, ['CORRECTION'])
  const { items } = (memo as JsonObject)['correction'] as unknown as { items: readonly CorrectionItem[] }
  const mended = structuredClone(form) as JsonObject
  for (const { path } of items) if (path) putAt(mended, path, '四川省成都市武侯区示例路2号')
  const brought = await Promise.all(
    (materials as JsonObject[]).map(async (material) =>
      items.some(({ slot }) => slot === material['slot'])
        ? { ...material, fileId: await window.upload('补正材料.pdf', `%PDF-1.4\n%${no}\n%%EOF\n`) }
        : material,
    ),
  )
  const { ok, body } = await window.call('POST', `/api/cases/${no}/supplement`, { form: mended, materials: brought })
  if (!ok) throw new Error(`补正:${String(body['detail'])} ${JSON.stringify(body['errors'] ?? '')}`)
}

async function step({ handler }: Stage, no: string, body: JsonObject): Promise<void> {
  const { ok, body: answer } = await handler.call('POST', `/api/cases/${no}/steps`, body)
  if (!ok)
    throw new Error(`${String(body['step'])}:${String(answer['detail'])} ${JSON.stringify(answer['errors'] ?? '')}`)
}

/** The main job: both matters out and in, with a correction loop, a refusal and licences among them. */
export const SCENES: readonly Scene[] = [
  {
    direction: 'out',
    matter: 'M07',
    title: '异地就医备案,顺利办结',
    ends: 'COMPLETED',
    play: async (stage) => submit(stage, await m07Case(stage.window, stage.region)),
  },
  {
    direction: 'out',
    matter: 'M07',
    title: '异地就医备案,补正一次',
    ends: 'COMPLETED',
    async play(stage) {
      await behave(stage, 'correction')
      const body = await m07Case(stage.window, stage.region)
      const no = await submit(stage, body)
      await mend(stage, no, body)
      return no
    },
  },
  {
    direction: 'out',
    matter: 'M02',
    title: '执照遗失补领,证照回来',
    ends: 'COMPLETED',
    play: async (stage) => submit(stage, await m02Case(stage.window, stage.region)),
  },
  {
    direction: 'out',
    matter: 'M07',
    title: '异地就医备案,对方不予受理',
    ends: 'REFUSED',
    async play(stage) {
      await behave(stage, 'refuse')
      return submit(stage, await m07Case(stage.window, stage.region))
    },
  },
  {
    direction: 'in',
    matter: 'M07',
    title: '对方推送备案,我方办理',
    ends: 'COMPLETED',
    async play(stage) {
      const no = await pushed(stage, 'M07')
      await step(stage, no, { step: 'accept', document: await documentOf(stage.handler, 'NTC_ACCEPT', '受理通知书') })
      await step(stage, no, {
        step: 'approve',
        decision: { result: 'approve', at: toTime(Date.now()) },
        document: await documentOf(stage.handler, 'NTC_DONE', '准予决定书'),
      })
      await step(stage, no, { step: 'complete', document: await documentOf(stage.handler, 'NTC_DONE', '办结通知书') })
      return no
    },
  },
  {
    direction: 'in',
    matter: 'M02',
    title: '对方推送补照,我方发证',
    ends: 'COMPLETED',
    async play(stage) {
      const no = await pushed(stage, 'M02')
      await step(stage, no, { step: 'accept', document: await documentOf(stage.handler, 'NTC_ACCEPT', '受理通知书') })
      const given = { licence: await licence(stage) }
      const isEarly = stage.region.licenceStep === 'approve'
      await step(stage, no, {
        step: 'approve',
        decision: { result: 'approve', at: toTime(Date.now()) },
        document: await documentOf(stage.handler, 'NTC_DONE', '准予决定书'),
        ...(isEarly ? given : {}),
      })
      await step(stage, no, {
        step: 'complete',
        document: await documentOf(stage.handler, 'NTC_DONE', '办结通知书'),
        ...(isEarly ? {} : given),
      })
      return no
    },
  },
]

async function licence({ handler, region }: Stage): Promise<JsonObject> {
  const today = toDate(Date.now())
  return {
    typeCode: '11100000000013338W001',
    name: '营业执照',
    no: '91510107MA0000007C',
    certIdentifier: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.A',
    holderName: '成都示例企业管理有限公司',
    holderCode: '91510107MA0000007C',
    issuerName: '成都市武侯区行政审批局(示例)',
    issuerCode: '11510107000000000U',
    issueDate: today,
    from: today,
    validTo: '长期',
    fileId:
      region.licenceAs === 'pdf'
        ? await handler.upload('营业执照.pdf', '%PDF-1.4\n%licence\n%%EOF\n')
        : await handler.upload('营业执照.ofd', SAMPLE_OFD),
  }
}
