import { z } from 'zod'
import { STATUSES, type Status } from '../core/case/status.ts'
import { CUSTODY_STEPS, type CustodyStep, PARCEL_STATES, type ParcelState } from '../core/custody/parcel.ts'
import { PAPERS, type Paper } from '../core/documents/print-page.ts'
import { SEAL_STATES, type SealState } from '../core/documents/seal.ts'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const paper = z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]])
const print = z.int().meta({ description: '第几次打印' })

export const documentsAnswer = z.strictObject({
  documents: z.array(
    z.strictObject({
      kind: z.string(),
      code: z.string().meta({ description: '文书代码,如 RCPT_COLLECT' }),
      title: z.string(),
      number: z.string(),
      papers: z.array(paper),
      missing: z.string().nullable().meta({ description: '现在出不了的原因;null 为可以出具' }),
      prints: z.array(
        z.strictObject({
          print,
          paper,
          reason: z.string(),
          issuedBy: z.string(),
          issuedAt: time,
          sha256: z.string(),
        }),
      ),
    }),
  ),
  received: z
    .array(
      z.strictObject({
        type: z.string(),
        no: z.string(),
        title: z.string(),
        date: z.string(),
        receivedAt: time,
        fileId: z.string().nullable().meta({ description: '原件;还没有取到为 null' }),
        seal: z
          .strictObject({
            state: z.enum(Object.keys(SEAL_STATES) as [SealState, ...SealState[]]),
            text: z.string().meta({ description: '给人看的结论' }),
            signer: z.string(),
            issuer: z.string(),
            signedAt: time.nullable(),
          })
          .nullable()
          .meta({ description: '原件里的签章;还没有取到,或这个网关不核验签章(Workers)为 null' }),
      }),
    )
    .meta({ description: '对方出具的文书,按来时的样子' }),
})

export const issuedAnswer = z.strictObject({
  kind: z.string(),
  number: z.string(),
  print,
  paper,
  code: z.string().meta({ description: '二维码里的验证码' }),
  url: z.string().meta({ description: '打印用的网页' }),
})

const hand = z.looseObject({
  step: z.enum(Object.keys(CUSTODY_STEPS) as [CustodyStep, ...CustodyStep[]]),
  at: z.int(),
  actor: z.string(),
})

export const parcelAnswer = z
  .strictObject({
    no: z.string(),
    kind: z.enum(['materials', 'licence']),
    items: z.array(z.record(z.string(), z.unknown())),
    sealNo: z.string(),
    to: z.string(),
    state: z.enum(Object.keys(PARCEL_STATES) as [ParcelState, ...ParcelState[]]),
    stateText: z.string(),
    closed: z.boolean().meta({ description: '已到该到的地方' }),
    hands: z.array(hand),
  })
  .meta({ id: 'Parcel', description: '一张交接单与它的经手链' })

export const custodyAnswer = z.strictObject({ parcels: z.array(parcelAnswer) })

export const checkedDocumentAnswer = z.strictObject({
  title: z.string(),
  number: z.string(),
  caseNo: z.string(),
  matter: z.string(),
  region: z.string(),
  issuer: z.string(),
  issuedAt: time,
  print,
  latest: z.boolean().meta({ description: '之后没有再打印过' }),
  status: z.enum(Object.keys(STATUSES) as [Status, ...Status[]]),
  statusText: z.string(),
})
