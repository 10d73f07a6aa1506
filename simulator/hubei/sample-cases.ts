import { dayText, timeText } from './china-time.ts'
import { jpegRecord, pdfRecord } from './feedback.ts'
import type { Matter } from './matters.ts'
import { type Fields, fieldOf, type PackageRecord } from './package.ts'
import type { Form, Sample } from './samples.ts'

const MINUTE_MS = 60_000
const DIVISION = '510107'

const COLLECTED: Form = {
  CBR_XM: '胡示例',
  SLDW_JGDM: '420106000000',
  SLDW_JGMC: '武汉市武昌区政务服务中心',
  SLDW_LXDH: '027-88000000',
}

function proven(now: number): Form {
  const before = (ms: number) => timeText(now - ms)
  return {
    HYFSDM: '03',
    HYJGDM: '1',
    HYSJ: before(5.5 * MINUTE_MS),
    TYSBB: 'TY-2026-01',
    TYSSJ: before(4.5 * MINUTE_MS),
    CNSSJ: before(4.5 * MINUTE_MS),
  }
}

/** The main record of a pushed case: 9.5 for M07. */
export function sampleForm(matter: Matter, { mode, applicant, own }: Sample, number: string, now: number): Fields {
  const given: Form = {
    YWLSH: number,
    SXJBBM: matter.basicCode,
    SXSSBM: matter.taskCode,
    BLMSDM: mode,
    SSXQDM: DIVISION,
    SQRQ: dayText(now),
    ...applicant,
    ...proven(now),
    ...COLLECTED,
    ...own(now),
  }
  return matter.form.flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]] as const]))
}

/** The list records of a pushed case. */
export function sampleLists({ lists = {} }: Sample, now: number): readonly PackageRecord[] {
  return Object.entries(lists).flatMap(([sid, records]) =>
    records(now).map((fields, index) => ({ no: String(index + 1), sid, fields: Object.entries(fields) })),
  )
}

/** The materials of a pushed case: files where nothing stands in place of them. */
export function sampleMaterials({ materials }: Sample): readonly PackageRecord[] {
  return materials.map(([code, name, form, exempt], index): PackageRecord => {
    const no = index + 1
    if (exempt === undefined) return pdfRecord(no, no, code, name, form)
    if (exempt === 'jpg') return jpegRecord(no, code, name, form)
    const fields: Form = { CLLBDM: code, CLMC: name, SXH: String(no), CLXSDM: form, MTJDM: exempt }
    return { no: String(no), sid: '011000', fields: Object.entries(fields) }
  })
}

/** What a field is corrected to when the gateway asks for it; other fields keep what they had. */
const CORRECTED: Form = {
  MEMO: '已补充说明',
  YSSM_BH: 'SC20260228000452',
  ZS_QHNXXDZ: '示例街2号A座501室',
  HZYY: '资格证到期换证',
}

/** The new value of a field that the gateway found wanting. */
export const correctedValue = (form: Fields, field: string): string => CORRECTED[field] ?? fieldOf(form, field)
