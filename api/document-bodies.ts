import { z } from 'zod'
import { CUSTODY_STEPS, type CustodyStep } from '../core/custody/parcel.ts'
import { PAPERS, type Paper } from '../core/documents/print-page.ts'
import { plain, text } from './bodies.ts'
import { format } from './print-answer.ts'

const paper = z
  .enum(Object.keys(PAPERS) as [Paper, ...Paper[]])
  .default('a4')
  .meta({ description: 'a4、a4-large 大字、80mm 小票(只有收件凭证)' })

/** Query of `GET /api/cases/{no}/documents/{kind}` */
export const documentQuery = z.strictObject({
  format,
  paper,
  print: z.coerce.number().int().min(1).max(9999).exactOptional().meta({ description: '第几次打印;不写为预览' }),
})

/** `POST /api/cases/{no}/documents/{kind}` */
export const issueBody = z.strictObject({
  paper,
  reason: text(100).exactOptional().meta({ description: '重打的理由,第 2 次起必填' }),
})

/** Query of `GET /api/matters/{id}/guide` */
export const guideQuery = z.strictObject({
  region: z.string().regex(/^\d{6}$/, { error: '应是 6 位地区编号' }),
  paper: z.enum(['a4', 'a4-large']).default('a4'),
  format,
})

/** `POST /api/cases/{no}/custody` */
export const custodyBody = z.strictObject({
  step: z.enum(Object.keys(CUSTODY_STEPS) as [CustodyStep, ...CustodyStep[]]).meta({
    description: 'pack 封装(新交接单)、send 交出、receive 接收、trouble 异常、deliver 送达申请人',
  }),
  parcel: text(80).exactOptional().meta({ description: '交接单号;封装时不写' }),
  kind: z.enum(['materials', 'licence']).exactOptional(),
  items: z
    .array(
      z.strictObject({
        name: text(100),
        form: z.enum(['1', '2', '3', '4']).exactOptional(),
        no: text(60).exactOptional(),
        copies: z.int().min(1).max(99),
        pages: z.int().min(1).max(9999).exactOptional(),
        note: plain(100).exactOptional(),
      }),
    )
    .min(1)
    .max(50)
    .exactOptional(),
  sealNo: text(40).exactOptional(),
  destination: text(100).exactOptional().meta({ description: '最后交到哪里;封装时必填' }),
  from: text(100).exactOptional(),
  to: text(100).exactOptional(),
  carrier: text(40).exactOptional(),
  waybillNo: text(40).exactOptional(),
  seal: z.enum(['whole', 'broken']).exactOptional(),
  note: plain(200).exactOptional(),
  receipt: z
    .strictObject({
      method: z.enum(['0', '1', '2', '3']).meta({ description: 'CT_DELIVERY' }),
      verify: z.enum(['1', '2', '3', '4', '5']).exactOptional().meta({ description: 'CT_VERIFY' }),
      proxy: text(50).exactOptional(),
      relation: text(30).exactOptional(),
      refused: text(200).exactOptional(),
      witness: text(50).exactOptional(),
    })
    .exactOptional(),
})

/** `POST /v` */
export const checkDocumentBody = z.union([
  z.strictObject({ code: z.string().regex(/^[0-9A-Za-z]{26}$/, { error: '应是二维码里的 26 位验证码' }) }),
  z.strictObject({
    number: z.string().regex(/^[\w-]{1,80}$/, { error: '应是文书编号' }),
    tail: z.string().regex(/^[0-9A-Za-z]{6}$/, { error: '应是 6 位尾号' }),
  }),
])
