import { z } from 'zod'
import { CARRIERS, type Carrier, TASK_OUTCOMES, type TaskOutcome } from '../core/manual/hand-task.ts'
import { SLIP_STATES, SLIP_WAYS, type SlipState, type SlipWay } from '../core/manual/slip.ts'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const texts = z.record(z.string(), z.string())

const end = z.strictObject({
  outcome: z.enum(Object.keys(TASK_OUTCOMES) as [TaskOutcome, ...TaskOutcome[]]),
  outcomeText: z.string(),
  carrier: z.enum(['', ...(Object.keys(CARRIERS) as Carrier[])]),
  carrierText: z.string(),
  waybill: z.string(),
  note: z.string(),
  at: time,
  by: z.string(),
})

export const taskAnswer = z
  .strictObject({
    id: z.string().meta({ description: '投递编号' }),
    round: z.int(),
    region: z.string(),
    regionName: z.string(),
    caseNo: z.string(),
    matter: z.string(),
    matterName: z.string(),
    kind: z.string(),
    package: z.string().meta({ description: '材料包名' }),
    pages: z.int().meta({ description: '卷宗总页数' }),
    items: z.int().meta({ description: '材料件数' }),
    lines: z.int().meta({ description: '录入单行数' }),
    sheetCheck: z.string().meta({ description: '整单核对码;不用键入的为空' }),
    bundleBytes: z.int(),
    openedAt: time,
    end: end.nullable(),
  })
  .meta({ id: 'HandTask', description: '一项人工任务:把卷宗或材料包送给对方' })

export const tasksAnswer = z.strictObject({ tasks: z.array(taskAnswer), cursor: z.string().nullable() })

const file = z.strictObject({ id: z.string(), name: z.string() }).nullable()

export const slipAnswer = z
  .strictObject({
    id: z.string(),
    caseNo: z.string(),
    region: z.string(),
    regionName: z.string(),
    matter: z.string(),
    state: z.enum(Object.keys(SLIP_STATES) as [SlipState, ...SlipState[]]),
    stateText: z.string(),
    way: z.enum(Object.keys(SLIP_WAYS) as [SlipWay, ...SlipWay[]]),
    wayText: z.string(),
    partnerNo: z.string(),
    status: z.string(),
    day: z.string(),
    time: z.string(),
    toldBy: z.string(),
    fields: texts,
    defects: z.array(texts),
    licence: texts.nullable(),
    scan: file,
    document: file,
    licenceFile: file,
    enteredBy: z.string(),
    enteredByName: z.string(),
    enteredAt: time,
    decidedByName: z.string().nullable(),
    decidedAt: time.nullable(),
    reason: z.string(),
    outcome: z.string().meta({ description: '入库的结果;processed 为已记入办件' }),
  })
  .meta({ id: 'Slip', description: '一张回告单;核对码不再给出,复核人自己读' })

export const slipsAnswer = z.strictObject({ slips: z.array(slipAnswer), cursor: z.string().nullable() })

export const caseSlipsAnswer = z.strictObject({
  form: z
    .strictObject({
      statuses: z.array(
        z.strictObject({
          word: z.string(),
          needs: z.array(z.string()),
          paper: z.string(),
          defects: z.boolean(),
          licence: z.boolean(),
          byTelephone: z.boolean(),
        }),
      ),
      fields: texts.meta({ description: '可填的栏与示例' }),
      defectColumns: z.array(z.string()),
      licenceColumns: z.array(z.string()),
      checkLetters: z.int(),
    })
    .nullable()
    .meta({ description: 'null 为这个办件的答复经网络来,没有回告单' }),
  slips: z.array(slipAnswer),
})
