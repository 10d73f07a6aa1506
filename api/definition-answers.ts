import { z } from 'zod'

/* What the routes of definitions answer, for their description. */

const group = z.record(z.string(), z.unknown())
const subject = z.string().meta({ description: '主体:config(本地、码表、事项)或地区编号' })
const number = z.int().meta({ description: '版本号,每个主体从 1 起' })
const version = {
  subject,
  number,
  digest: z.string().meta({ description: '全部 YAML 的 SHA-256' }),
  author: z.string(),
  note: z.string(),
  createdAt: z.int(),
}

export const bundleAnswer = group.meta({ description: '定义包:各主体的文件与签名' })
export const draftsAnswer = z.strictObject({ drafts: z.array(group) })
export const schemasAnswer = z.strictObject({
  files: z.record(z.string(), group).meta({ description: '各文件的 JSON Schema(2020-12)' }),
  operations: z.array(
    z.strictObject({
      name: z.string(),
      args: z.array(
        z.strictObject({ name: z.string(), want: z.string().meta({ description: '应为什么' }), needed: z.boolean() }),
      ),
    }),
  ),
})
const listed = z.strictObject({
  ...version,
  state: z.enum(['draft', 'checked', 'approved', 'active', 'retired']),
  checkedAt: z.int().nullable(),
  approvedBy: z.string().nullable(),
  activatedAt: z.int().nullable(),
})
export const versionsAnswer = z.strictObject({ versions: z.array(listed) })
export const subjectsAnswer = z.strictObject({
  subjects: z.array(z.strictObject({ subject, number, digest: z.string() })),
  pending: z.array(listed).meta({ description: '比在用的新、还没有启用的版本' }),
})
export const versionAnswer = z.strictObject({ ...version, files: z.record(z.string(), z.string()) })
export const stateAnswer = z.strictObject({ subject, number, state: z.enum(['draft', 'approved', 'active']) })
export const diffAnswer = z.strictObject({ files: z.array(group) })
export const checkAnswer = z.strictObject({
  findings: z.array(group),
  sets: z.int(),
  goldenPairs: z.int(),
  errors: z.int(),
})
export const shadowAnswer = group.meta({ description: '逐件的差别' })
export const triedAnswer = z.strictObject({
  payload: z.string().meta({ description: '对方报文,Base64' }),
  tree: group,
  faults: z.array(group),
  loss: z.array(group),
  alarming: z.array(group),
})
export const backAnswer = group.meta({ description: '读出的表单、材料、问题与损失' })
