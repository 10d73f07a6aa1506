import { licenceId } from '../check-digits.ts'
import type { Behaviour } from '../contract.ts'
import { MASKED_ID, RARE_NAME } from '../spoil.ts'
import { type Application, textAt } from './application.ts'
import type { CallbackRow } from './callback-csv.ts'
import type { Licence, Matter } from './matter.ts'
import { day, sha256, time } from './wire.ts'

/** A case that we handle. */
export interface HandledCase {
  readonly slh: string
  readonly matter: Matter
  /** as it stands after corrections */
  form: Application
  /** the minute of its last event, ms; §6.2: events go up in time */
  lastAt: number
}

/** An event with the files that its rows name. */
export interface Event {
  readonly sjid: string
  readonly zt: string
  readonly hj: string
  readonly sj: string
  readonly rows: readonly CallbackRow[]
  readonly files: readonly (readonly [name: string, bytes: Buffer])[]
}

/** The events that follow a registration, as `zt,hj`; the part after a correction waits for it. */
export function scriptOf(
  behaviour: Behaviour,
  { id, licence }: Matter,
): { first: string[]; afterCorrection: string[] } {
  const making = licence ? ['50,ZZ'] : []
  const finish = id === 'M07' ? ['30,SL', '50,JD', '90,BJ'] : ['30,SL', '30,SC', '50,JD', ...making, '90,BJ']
  switch (behaviour) {
    case 'correction':
      return { first: ['12,JJ', '20,JJ'], afterCorrection: ['21,JJ', ...finish] }
    case 'refuse':
      return { first: ['12,JJ', '60,SL'], afterCorrection: [] }
    case 'deny':
      return { first: ['12,JJ', '30,SL', '40,JD'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['12,JJ', '30,SL', '77,XX'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['12,JJ', ...finish], afterCorrection: [] }
  }
}

/** Documents by event (§5.1 WSLX). */
const DOCUMENTS: Readonly<Record<string, string>> = {
  '20,JJ': '补正通知书',
  '30,SL': '受理通知书',
  '40,JD': '不予决定书',
  '50,JD': '准予决定书',
  '60,SL': '不予受理通知书',
}

const pdf = (title: string) => Buffer.from(`%PDF-1.4\n%${title}\n%%EOF\n`)

/** The next event of §3.6 about a case; a minute after the one before. */
export function nextEvent(
  handled: HandledCase,
  step: string,
  sjid: string,
  now: number,
  directory: string,
  behaviour: Behaviour = 'ok',
): Event {
  handled.lastAt = Math.max(handled.lastAt + 60_000, now)
  const [zt = '', hj = ''] = step.split(',')
  const files: [string, Buffer][] = []
  const fileRow = (hlx: 'W' | 'L', dx: string, kz: object): CallbackRow => {
    const bytes = pdf(`${dx} ${handled.slh}`)
    const name = `${sjid}_${files.length + 1}.pdf`
    files.push([name, bytes])
    return { hlx, dx, wjm: `${directory}/${name}`, wjhash: sha256(bytes), kz: JSON.stringify(kz) }
  }
  const title = DOCUMENTS[step]
  const { licence, back = {} } = handled.matter
  const isOver = step === '90,BJ'
  const rows: CallbackRow[] = [
    {
      hlx: 'S',
      zt,
      hj,
      sj: time(handled.lastAt),
      yy: SPOILT_OPINIONS[behaviour] ?? opinionOf(step),
      kz: detailsOf(handled, step),
    },
    ...(step === '20,JJ' ? correctionRows(handled) : []),
    ...(title ? [fileRow('W', title, { wh: `雁示〔2026〕${sjid.slice(-4)}号` })] : []),
    ...(isOver && licence ? [fileRow('L', licence.name, licenceOf(handled, licence, now))] : []),
    ...(isOver ? Object.entries(back).map(([dx, yy]): CallbackRow => ({ hlx: 'R', dx, yy })) : []),
  ]
  const { lsh, sxid } = handled.form
  const shared = { sjid, lsh, slh: handled.slh, sxid }
  const numbered = rows.map((row, index) => ({ ...shared, xh: String(index + 1), ...row }))
  return { sjid, zt, hj, sj: time(handled.lastAt), rows: numbered, files }
}

const SPOILT_OPINIONS: Readonly<Partial<Record<Behaviour, string>>> = {
  'masked-id': `申请人证件 ${MASKED_ID}`,
  'rare-name': `经办人 ${RARE_NAME}`,
}

function opinionOf(step: string): string {
  const opinions: Readonly<Record<string, string>> = {
    '20,JJ': '申请表未签名',
    '40,JD': '不符合条件(示例)',
    '60,SL': '不属于本机关(示例)',
    '98,CH': '申请人撤回',
  }
  return opinions[step] ?? ''
}

/** §3.6: what stands in `kz` of the first row, in this order. */
function detailsOf({ matter, lastAt, slh }: HandledCase, step: string): string {
  const { fdsx, cnsx, unit } = matter.limits
  const details: Readonly<Record<string, object>> = {
    '30,SL': { slbh: `雁示受〔2026〕${slh.slice(-4)}号`, fdsx, fddw: unit, cnsx, cndw: unit },
    '20,JJ': { bzqx: day(lastAt + 7 * 86_400_000) },
    '90,BJ': { bjjg: '准予', je: '0' },
  }
  return details[step] ? JSON.stringify(details[step]) : ''
}

function correctionRows({ matter }: HandledCase): CallbackRow[] {
  return [
    { hlx: 'Z', dx: matter.asked.key, jg: '不合格', yy: '请补充说明' },
    { hlx: 'Z', dx: 'jbxx/wbk4', jg: '合格' },
    { hlx: 'C', dx: matter.asked.material, jg: '不合格', yy: '未签名,请申请人签名后重新扫描' },
    { hlx: 'C', dx: 'SN0001', jg: '合格' },
  ]
}

/** The last day of so many years that begin today. */
function lastDay(now: number, years: number): string {
  const [year = 0, month = 1, date = 1] = day(now).split('/').map(Number)
  return day(Date.UTC(year + years, month - 1, date - 1))
}

function licenceOf({ form, matter, slh }: HandledCase, licence: Licence, now: number): object {
  const said = (key: string): string => textAt(form, key) || key
  const { type, years } = licence
  return {
    zzlx: type,
    zzbh: said(licence.no),
    zzbs: licenceId(type, matter.ssbm.slice(0, 18), slh.slice(-16)),
    czr: said(licence.holder),
    czrdm: said(licence.holderNo),
    fzjg: matter.org,
    fzrq: day(now),
    yxqq: day(now),
    yxqz: years === undefined ? '长期' : lastDay(now, years),
  }
}
