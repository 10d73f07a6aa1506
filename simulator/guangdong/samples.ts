import { createHash } from 'node:crypto'
import { beijingDigits } from '../beijing-time.ts'
import type { ExInfo, Field } from './ex-info.ts'
import { type FormPart, writeForm } from './form.ts'
import { MATTERS } from './matters.ts'

/** A case of the region's own: synthetic, M07 as §9.5. */
export interface Sample {
  readonly matter: 'M02' | 'M07'
  readonly caseNo: string
  readonly short: string
  readonly idNo: string
}

const BASIC = { M02: '440131127009', M07: '442036003001' } as const
const MATERIALS = {
  M02: [
    ['GD0201', '补领换发申请书', '0'],
    ['GD0202', '遗失公示截图或报样', '2'],
    ['GD0001', '服务同意书', '0'],
    ['GD0002', '授权委托书', '0'],
  ],
  M07: [
    ['GD0701', '异地就医备案登记表', '0'],
    ['GD0001', '服务同意书', '0'],
    ['GD0003', '身份证', '2'],
  ],
} as const
const COMPANY = { name: '成都示例企业管理有限公司', code: '91510107MA0000007C' }
const DAY_MS = 86_400_000

/** What changes from one message of a case to the next. */
export interface Turn {
  readonly version: number
  /** of the receiver; '' at first */
  readonly projectCode: string
  readonly mobile?: string
  /** fields of the form that are said otherwise, by name */
  readonly changed?: Readonly<Record<string, string>>
}

/** EX_GDBS_SB. */
export function applicationOf(sample: Sample, now: number, turn: Turn): ExInfo {
  const matter = MATTERS[BASIC[sample.matter]]
  if (!matter) throw new Error('no such matter')
  const isPerson = sample.matter === 'M07'
  const name = isPerson ? '李示例' : COMPANY.name
  const mobile = turn.mobile ?? '13800000011'
  const time = beijingDigits(now)
  const list = MATERIALS[sample.matter].map(([, label], index) => `${index + 1}:${label}:1`)
  const contact: Field[] = isPerson
    ? [
        ['LXRXM', name],
        ['LXRZJLX', '10'],
        ['LXRSFZJHM', sample.idNo],
      ]
    : [
        ['LXRXM', '黎示例'],
        ['LXRZJLX', '10'],
        ['LXRSFZJHM', '440106190002030015'],
      ]
  const fields: Field[] = [
    ['SBLSH', sample.caseNo],
    ['SBLSH_SHORT', sample.short],
    ['PROJECT_CODE', turn.projectCode],
    ['SXBM', matter.code],
    ['SXBM_SHORT', matter.basicCode],
    ['SXMC', matter.name],
    ['SXQXBM', '01'],
    ['SQRLX', isPerson ? '1' : '2'],
    ['SQRMC', name],
    ['SQRZJLX', isPerson ? '10' : '60'],
    ['SQRZJHM', isPerson ? sample.idNo : COMPANY.code],
    ...contact,
    ['LXRSJ', mobile],
    ['SBXMMC', `${name}关于${matter.name}的申请`],
    ['SBCLQD', list.join(';')],
    ['TJFS', '1'],
    ['SBHZH', `GD${sample.short.slice(6)}`],
    ['SBSJ', time],
    ['SBJTWD', '广东省网上办事大厅'],
    ['XZQHDM', '510107'],
    ['F_XZQHDM', '440106'],
    ['WSSBQD', '1'],
    ['OBTAIN_PAPER_WAY', '0'],
    ['OBTAIN_DELIVER_WAY', '1'],
    ['CZLX', turn.version === 1 ? 'I' : 'U'],
    ['VERSION', String(turn.version)],
    ['REC_FLAG', '0'],
    ['XML_DATA', writeForm(matter.basicCode, commonOf(sample, now), formOf(sample, now, list.length, turn.changed))],
    ['INSERTTIME', time],
  ]
  return { table: 'EX_GDBS_SB', fields: fields.filter(([, value]) => value !== '') }
}

function commonOf({ matter }: Sample, now: number): Field[] {
  const isPerson = matter === 'M07'
  const at = (minutesBefore: number) => beijingDigits(now - minutesBefore * 60_000)
  return [
    ['SQRSJ', '13800000011'],
    ...(isPerson
      ? ([
          ['SQRXB', '1'],
          ['SQRCSRQ', '19000203'],
        ] as Field[])
      : ([
          ['DLRWTSX', '代为办理营业执照遗失补领'],
          ['DLRWTQX', '20991231'],
        ] as Field[])),
    ['BLMS', 'QW'],
    ['HYFS', '4'],
    ['HYJG', '1'],
    ['HYSJ', at(5)],
    ['TYSSJ', at(4)],
    ['TYSBB', 'TY-2026-01'],
    ['CNSJ', at(4)],
  ]
}

/** Fields of the form in the order of §4.2. */
const ORDER = {
  M02: 'ZTMC TYSHXYDM ZTLX FDDBR SQLX ZBS FBS YHZRQ BLYY YSSMFS YSSMBH YSSMRQ',
  M07: 'ZJLX ZJHM XM XB CSRQ SJHM JJLXR JJLXDH XZLX CBQH JYDQH BALX LWFS KSRQ JSRQ BZ FJS',
} as const

function formOf(
  sample: Sample,
  now: number,
  files: number,
  changed: Readonly<Record<string, string>> = {},
): FormPart[] {
  const day = (ms: number) => beijingDigits(ms).slice(0, 8)
  const person = {
    ZJLX: '10',
    ZJHM: sample.idNo,
    XM: '李示例',
    XB: '1',
    CSRQ: '19000203',
    SJHM: '13800000011',
    JJLXR: '黎示例',
    JJLXDH: '13800000012',
    XZLX: '390',
    CBQH: '510107',
    JYDQH: '440106',
    BALX: '22',
    LWFS: '1',
    KSRQ: day(now),
    JSRQ: day(now + 180 * DAY_MS),
    FJS: String(files),
  }
  const company = {
    ZTMC: COMPANY.name,
    TYSHXYDM: COMPANY.code,
    ZTLX: '03',
    FDDBR: '欧阳明',
    SQLX: '10',
    ZBS: '1',
    FBS: '2',
    BLYY: '原执照遗失',
    YSSMFS: '1',
    YSSMBH: 'SC20260228000451',
    YSSMRQ: '20260228',
  }
  const values: Readonly<Record<string, string>> = { ...(sample.matter === 'M07' ? person : company), ...changed }
  return ORDER[sample.matter]
    .split(' ')
    .filter((name) => values[name])
    .map((name) => [name, values[name] ?? ''])
}

/** EX_GDBS_SBCL of the materials of these numbers, or of all. */
export function materialsOf(sample: Sample, now: number, version: number, numbers?: readonly string[]): ExInfo[] {
  return MATERIALS[sample.matter].flatMap(([code, label, kind], index): ExInfo[] => {
    const seq = String(index + 1)
    if (numbers && !numbers.includes(seq)) return []
    const bytes = Buffer.from(`%PDF-1.4\n%${label} ${sample.short} v${version}\n%%EOF\n`)
    const file: Field[] = [
      ['ATTACH_NAME', `${seq}_${code}.pdf`],
      ['ATTACH_TYPE', 'pdf'],
      ['ATTACH_SIZE', String(bytes.length)],
      ['ATTACH_SIGN', createHash('md5').update(bytes).digest('hex')],
      ['SAVE_TYPE', '3'],
      ['ATTACH_DATA', bytes.toString('base64')],
    ]
    const fields: Field[] = [
      ['SBLSH', sample.caseNo],
      ['SBLSH_SHORT', sample.short],
      ['SXBM_SHORT', BASIC[sample.matter]],
      ['STUFF_SEQ', seq],
      ['CLBM', code],
      ['CLMC', label],
      ['WJLX', '1'],
      ['CLLX', '2'],
      ['CLFS', '1'],
      ['MTJLX', kind],
      ...(kind === '0' ? file : []),
      ['VERSION', String(version)],
      ['REC_FLAG', '0'],
      ['INSERTTIME', beijingDigits(now + (index + 1) * 1_000)],
    ]
    return [{ table: 'EX_GDBS_SBCL', fields }]
  })
}
