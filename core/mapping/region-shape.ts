import { z } from 'zod'
import { CHARSETS } from '../charset.ts'
import { clocksShape } from '../clock/stages.ts'
import { acceptanceShape, json, materialRuleShape, ruleListShape, ruleShape } from './rule-shape.ts'
import { tablesShape } from './table-shape.ts'

const text = z.string().min(1)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: '应是 2026-01-01 这样的日期' })
const matterId = z.string().regex(/^M\d{2}$/, { error: '应是 M07 这样的事项编号' })

const limit = z.strictObject({ value: z.int().positive(), unit: z.enum(['G', 'Z', 'H', 'M']) })

const pem = z.string().regex(/-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----/, {
  error: '应是 PEM 证书,以 -----BEGIN CERTIFICATE----- 开头;私钥不写在这里',
})

/** How connections to the region are secured beyond the usual; see `RegionTls`. */
const tlsShape = z
  .strictObject({
    client: z.strictObject({ certificate: pem, key: text }).exactOptional(),
    authorities: pem.exactOptional(),
  })
  .refine(({ client, authorities }) => client !== undefined || authorities !== undefined, {
    error: 'client、authorities 至少写一个,或不写 tls',
  })

/** `region.yaml` */
export const regionShape = z.strictObject({
  code: z.string().regex(/^\d{6}$/, { error: '应是 6 位区划代码,加引号' }),
  name: text,
  profile: text,
  agreement: z.strictObject({
    no: text,
    from: day,
    until: day,
    /** why nothing is sent or taken under it for now */
    suspended: text.exactOptional(),
    matters: z.record(
      matterId,
      z.strictObject({
        directions: z.array(z.enum(['out', 'in'])).min(1),
        modes: z.array(text).min(1),
        note: text.exactOptional(),
      }),
    ),
  }),
  protocol: text,
  /** matters that go another way than the rest; what a way shares with the region's options is named */
  ways: z
    .array(
      z.strictObject({
        protocol: text,
        matters: z.array(matterId).min(1),
        shares: z.array(text).default([]),
        options: z.record(z.string(), json).default({}),
      }),
    )
    .default([]),
  tls: tlsShape.exactOptional(),
  inbound: z.array(z.string().startsWith('/', { error: '应以 / 开头' })).min(1),
  carries: z.array(z.enum(['apply', 'supplement', 'withdraw', 'progress', 'shipment', 'reissue'])).min(1),
  options: z.record(z.string(), json),
  delivery: z.strictObject({
    retryMs: z.array(z.int().positive()).min(1),
    thenEveryMs: z.int().positive(),
    giveUpAfterMs: z.int().positive(),
    maxInFlight: z.int().positive(),
  }),
  /** the region waits for our word that every file of its application was fetched */
  announcesFiles: z.boolean().default(false),
  progressOrder: z.enum(['buffer', 'strict', 'skipping']),
  /** how the agreement counts limits, where not as config/stages.yaml does */
  clocks: clocksShape.exactOptional(),
  absent: z.enum(['empty', 'omit', 'null']),
  charset: z.enum(CHARSETS).exactOptional(),
  emptyGroups: z.array(text).default([]),
  ignored: z.array(text).default([]),
  /** what holds for every matter of the region; a matter's own words go before */
  dropped: z.record(z.string(), text).default({}),
  losses: z.record(z.string(), text).default({}),
})

/** `envelope.yaml` */
export const envelopeShape = z.strictObject({
  application: ruleListShape.refine(
    (list) => !list.some((entry) => 'include' in entry && entry.include === 'application'),
    { error: 'application 不能包含它自己' },
  ),
  /** rules for which `include: common` stands */
  common: z.array(ruleShape).default([]),
  supplement: ruleListShape.default([]),
  withdraw: ruleListShape.default([]),
  shipment: ruleListShape.default([]),
  reissue: ruleListShape.default([]),
  materialList: z.strictObject({
    to: text,
    sort: z.enum(['code', 'listed']),
    supplement: z.enum(['all', 'changed']).default('all'),
    item: z.array(ruleShape),
    files: z.strictObject({ to: text, item: z.array(ruleShape) }).exactOptional(),
  }),
})

/** `progress.yaml` */
export const progressShape = z.strictObject({ progress: z.array(ruleShape) })

/** `tables.yaml` */
export const sharedTablesShape = z.strictObject({ tables: tablesShape })

/** `M07.yaml` */
export const matterShape = z.strictObject({
  matter: matterId,
  version: text,
  matterCodes: z.record(z.string(), text),
  /** another envelope than the region's own, by its file without `.yaml` */
  envelope: z
    .string()
    .regex(/^envelope-[a-z]+$/, { error: '应是 envelope-b 这样的文件名' })
    .exactOptional(),
  /** where the matter travels in another charset than the region's */
  charset: z.enum(CHARSETS).exactOptional(),
  /** basic codes of the region's province in place of the catalogue's, each with its reason */
  aliases: z.record(z.string().regex(/^\d{12}$/, { error: '应是 12 位基本编码' }), text).default({}),
  /** the region's own limits, where its document states them */
  limits: z.strictObject({ statutory: limit.exactOptional(), promised: limit.exactOptional() }).default({}),
  constants: z.record(z.string(), json).default({}),
  form: z.array(ruleShape),
  progress: z.array(ruleShape).default([]),
  materials: z.array(materialRuleShape),
  accepts: z.array(acceptanceShape).default([]),
  tables: tablesShape.default({}),
  dropped: z.record(z.string(), text).default({}),
  losses: z.record(z.string(), text).default({}),
})
