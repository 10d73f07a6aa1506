import { z } from 'zod'
import type { Json } from '../core/json.ts'

const json: z.ZodType<Json> = z.json() as unknown as z.ZodType<Json>
const object = z.record(z.string(), json)

const files = z
  .record(z.string().max(200), z.string().max(2_000_000))
  .meta({ description: '路径(如 regions/130000-hebei/M07.yaml)→ 全文;一版含该主体的全部文件' })

/** `POST /api/definitions/{subject}/lint` */
export const lintBody = z.strictObject({ files })

/** `POST /api/definitions/{subject}/versions` */
export const draftBody = z.strictObject({
  files,
  note: z.string().min(1).max(500).meta({ description: '改了什么、为什么' }),
})

/** `POST /api/definitions/{subject}/versions/{number}/shadow` */
export const shadowBody = z.strictObject({ last: z.int().min(1).max(500).default(50) })

/** `POST /api/definitions/{region}/try` */
export const tryBody = z.strictObject({
  matter: z.string().regex(/^M\d{2}$/),
  kind: z.enum(['apply', 'supplement', 'withdraw', 'shipment', 'reissue', 'progress']).default('apply'),
  input: object.meta({ description: '规范表单,可带 case、home、message 等组' }),
  materials: z.array(object).max(60).default([]),
  number: z.int().positive().exactOptional().meta({ description: '用哪一版;不写为在用的一版' }),
})

/** `POST /api/definitions/{region}/back` */
export const backBody = z.strictObject({
  matter: z.string().regex(/^M\d{2}$/),
  kind: z.enum(['apply', 'supplement', 'progress']).default('apply'),
  payload: z.string().max(5_000_000).meta({ description: '对方报文,Base64' }),
  number: z.int().positive().exactOptional(),
})

/** `GET /api/definitions/{subject}/diff` */
export const diffQuery = z.strictObject({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
})

/** `GET /api/definitions/bundle` */
export const bundleQuery = z.strictObject({ subjects: z.string().max(1_000).exactOptional() })
