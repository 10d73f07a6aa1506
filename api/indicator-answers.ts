import { z } from 'zod'
import { isDate } from '../core/form/calendar-date.ts'
import { INDICATOR_GROUPS, type IndicatorGroup, UNITS, type Unit } from '../core/indicators/catalogue.ts'

const day = z.string().refine(isDate, { error: '应是 yyyy-MM-dd 的日期' }).meta({ description: 'yyyy-MM-dd' })
const code = z.string().regex(/^[\w-]{1,20}$/, { error: '应是编号' })

/** `GET /api/indicators` */
export const indicatorQuery = z.strictObject({
  from: day.exactOptional().meta({ description: '起日;不写为止日所在月的 1 日' }),
  to: day.exactOptional().meta({ description: '止日,含当日;不写为今天' }),
  region: code.exactOptional(),
  matter: code.exactOptional(),
  direction: z.enum(['out', 'in']).exactOptional().meta({ description: 'out 报出,in 转来' }),
  by: z.enum(['month', 'region', 'matter']).exactOptional().meta({ description: '另按什么分开列' }),
})

const figure = z.strictObject({
  id: z.string(),
  value: z.number().nullable().meta({ description: '没有可算的数据时为 null' }),
  numerator: z.number().nullable(),
  denominator: z.number().nullable().meta({ description: '用时的,为统计的办件数' }),
  reaches: z.boolean().nullable().meta({ description: '是否达到目标;没有目标的为 null' }),
})

export const indicatorAnswer = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    by: z.enum(['month', 'region', 'matter']).nullable(),
    countedUntil: z.string().nullable().meta({ description: '统计到何时;还没有统计过为 null' }),
    indicators: z.array(
      z.strictObject({
        id: z.string(),
        group: z.enum(Object.keys(INDICATOR_GROUPS) as [IndicatorGroup, ...IndicatorGroup[]]),
        name: z.string(),
        unit: z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]),
        formula: z.string().meta({ description: '公式' }),
        numeratorText: z.string().nullable(),
        denominatorText: z.string().nullable(),
        better: z.enum(['more', 'less']).nullable().meta({ description: '大好还是小好' }),
        target: z.number().nullable(),
      }),
    ),
    all: z.array(figure).meta({ description: '合计,次序与 indicators 相同' }),
    groups: z.array(z.strictObject({ group: z.string(), name: z.string(), figures: z.array(figure) })),
  })
  .meta({ id: 'Indicators', description: '一段时间的指标与公式' })

/** `POST /api/indicators/registry` */
export const registryBody = z.strictObject({
  csv: z.string().max(1_000_000).meta({ description: '登记表,第一行是列名:编号、名称、板块、来源、单位、口径、周期' }),
  check: z.boolean().default(false).meta({ description: 'true 只检查,不导入' }),
})

const count = {
  rows: z.int(),
  computed: z.int().meta({ description: '由网关计算的' }),
  manual: z.int().meta({ description: '手工填报的' }),
}

export const registryImportAnswer = z.strictObject({ ...count, imported: z.boolean() })

const filled = {
  period: z.string().meta({ description: '年 2026、季 2026-Q1 或月 2026-03' }),
  source: z.string().meta({ description: '依据:数从哪里来' }),
}

/** `POST /api/indicators/registry/values` */
export const filledBody = z.strictObject({
  code: z.string().min(1).max(40).meta({ description: '登记表里的编号' }),
  ...filled,
  period: z.string().max(7),
  value: z.number(),
  source: z.string().max(200),
})

export const filledAnswer = z.strictObject({
  code: z.string(),
  ...filled,
  value: z.number(),
  seq: z.int().meta({ description: '这一期第几次填报;以最后一次为准,先前的都留着' }),
  at: z.string(),
})

export const registryAnswer = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    countedUntil: z.string().nullable(),
    ...count,
    registry: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        section: z.string(),
        indicator: z.string().nullable().meta({ description: '网关计算的指标的编号;手工填报的为 null' }),
        unit: z.string(),
        note: z.string(),
        cycle: z.string(),
        value: z.number().nullable(),
        formula: z.string().nullable(),
        filled: z
          .strictObject({ ...filled, actor: z.string(), at: z.string() })
          .nullable()
          .meta({ description: '手工填报的:期间、依据、谁、何时;取这段时间里最近一期的最后一次填报' }),
      }),
    ),
  })
  .meta({ id: 'IndicatorRegistry', description: '指标登记表' })
