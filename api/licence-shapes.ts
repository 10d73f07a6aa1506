import { z } from 'zod'
import { LICENCE_STATES, type LicenceState, REVOCATIONS, type Revocation } from '../core/licences/licence.ts'
import { text } from './bodies.ts'

const day = z.string().meta({ description: 'yyyy-MM-dd;没有的为空' })
const state = z.enum(Object.keys(LICENCE_STATES) as [LicenceState, ...LicenceState[]])

/** A licence as the public may see it: nothing of a person. */
export const permitFields = {
  name: z.string(),
  no: z.string(),
  certIdentifier: z.string().meta({ description: 'GB/T 36904 电子证照标识' }),
  issuerName: z.string(),
  issuedOn: day,
  validFrom: day,
  validTo: z.string().meta({ description: '最后一天,或 长期' }),
  state,
  stateText: z.string(),
}

export const licenceAnswer = z
  .strictObject({
    id: z.string(),
    ...permitFields,
    typeCode: z.string(),
    issuerCode: z.string(),
    holder: z.string().meta({ description: '单位全称;自然人只有姓' }),
    uscc: z.string().nullable(),
    caseNo: z.string(),
    matter: z.string(),
    region: z.string(),
    revokedOn: day.nullable(),
    revokedWhy: z.string().nullable(),
  })
  .meta({ id: 'Licence', description: '办件办成的一份证照与它现在的效力' })

export const walletAnswer = z.strictObject({
  today: day.meta({ description: '按这一天算效力' }),
  licences: z.array(licenceAnswer),
})

/** `POST /api/licences/lookup` */
export const walletBody = z.strictObject({
  idNo: text(30).meta({ description: '证件号码或统一社会信用代码' }),
  name: z.string().max(100).default('').meta({ description: '姓名;查自然人的须写,对上才有' }),
})

/** `POST /api/licences/{id}/revocation` */
export const revocationBody = z.strictObject({
  revocation: z.enum(Object.keys(REVOCATIONS) as [Revocation, ...Revocation[]]).meta({
    description: Object.entries(REVOCATIONS)
      .map(([key, word]) => `${key} ${word}`)
      .join('、'),
  }),
  on: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: '应是 2026-03-02 这样的日期' })
    .meta({ description: '从这一天起失效' }),
  why: text(200).meta({ description: '颁发机构的决定书文号与理由' }),
})
