import { z } from 'zod'
import { caseSummaryAnswer, group, time } from './answers.ts'

const saving = z.strictObject({
  separately: z.number().meta({ description: '分别办' }),
  together: z.number().meta({ description: '一次办' }),
  percent: z.number().meta({ description: '省下的百分比' }),
})
const savings = z
  .strictObject({ questions: saving, materials: saving, steps: saving, days: saving, visits: saving })
  .meta({ id: 'Savings', description: '省下的填报项、材料、环节、工作日、跑动次数' })

const themeSummary = {
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  children: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      matter: z.string(),
      mode: z.string(),
      at: z.string().meta({ description: '由哪里办理:表单里区划或地址的路径' }),
      when: group.optional().meta({ description: '不成立的不办' }),
      after: z.array(z.string()).meta({ description: '等这些办结才报送' }),
      ifRefused: z.strictObject({
        others: z.enum(['continue', 'stop']).meta({ description: '没有办成时,其余照常,或不再报送' }),
        say: z.string().meta({ description: '告诉申请人的话' }),
      }),
    }),
  ),
  savings,
}

export const themeListAnswer = z.strictObject({ themes: z.array(z.strictObject(themeSummary)) })

const need = { child: z.string(), required: z.union([z.boolean(), group]), when: group.optional() }

export const themeAnswer = z
  .strictObject({
    ...themeSummary,
    questions: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: '答案在主题表单里的路径' }),
          field: group.meta({ description: '字段,同 /api/matters/{id};码表字段带 options' }),
          needs: z.array(z.strictObject({ ...need, path: z.string().meta({ description: '在事项表单里的路径' }) })),
        }),
      )
      .meta({ description: '各事项要填的并集,每项只问一次' }),
    materials: z.array(
      z.strictObject({
        slot: z.string().meta({ description: '材料在主题里的编号' }),
        name: z.string(),
        formats: z.array(z.string()),
        maxBytes: z.int(),
        exempt: z.array(z.string()).meta({ description: '各事项都允许的免交方式:E 电子证照,D 数据核验,P 以前的办件' }),
        needs: z.array(z.strictObject({ ...need, slot: z.string() })),
      }),
    ),
    formulas: z.record(z.string(), z.string()).meta({ description: '各项节省怎么算' }),
  })
  .meta({ id: 'Theme', description: '一件事主题' })

const bundleSummary = {
  no: z.string(),
  theme: z.string(),
  themeName: z.string(),
  state: z.enum(['under-way', 'done', 'ended']),
  stateText: z.string(),
  clerk: z.string(),
  createdAt: time,
}

export const bundleListAnswer = z.strictObject({
  bundles: z.array(z.strictObject(bundleSummary)),
  cursor: z.string().nullable().meta({ description: '下一页的 cursor;没有更多时为 null' }),
})

export const bundleAnswer = z
  .strictObject({
    ...bundleSummary,
    children: z.array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        matter: z.string(),
        state: z.enum(['left-out', 'begun', 'ready', 'waiting', 'stopped']),
        stateText: z.string(),
        after: z.array(z.string()),
        case: caseSummaryAnswer.nullable(),
      }),
    ),
    say: z.array(z.string()).meta({ description: '有事项没有办成时告诉申请人的话' }),
    savings,
    form: group,
    materials: z.array(group),
  })
  .meta({ id: 'Bundle', description: '一件事:一次收件,几个办件' })

export const bundleCheckAnswer = z.strictObject({
  faults: z
    .array(z.strictObject({ path: z.string(), code: z.string(), message: z.string(), fix: z.string().optional() }))
    .meta({ description: '全部问题,路径在主题表单里;空的可以报送' }),
})

export const withdrawnBundleAnswer = z.strictObject({
  asked: z.array(z.string()).meta({ description: '已撤回的办件;由对方决定的已请求撤回' }),
  left: z.array(z.strictObject({ no: z.string(), why: z.string() })).meta({ description: '现在不能撤回的办件与原因' }),
})
