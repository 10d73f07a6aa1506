import type { Application, MaterialLine } from './application.ts'
import type { Matter } from './matter.ts'
import { BASE } from './matters.ts'
import { day, sha256, time, toJson } from './wire.ts'
import { type Entry, writeZip } from './zip.ts'

/** An application of ours with the archive that goes beside it. */
export interface Push {
  readonly form: Application
  readonly archive: Buffer
}

const pdf = (title: string): Buffer => Buffer.from(`%PDF-1.4\n%${title}\n%%EOF\n`)

/** An application towards the gateway: 异地就医备案 is the document's 9.5. */
export function samplePush(matter: Matter, lsh: string, now: number): Push {
  const base = matter.id === 'M07' ? personBase(now) : companyBase(now)
  const fields = matter.id === 'M07' ? filing(now) : reissue()
  const form: Application = {
    lsh,
    cs: '1',
    sxid: matter.sxid,
    jbbm: matter.jbbm,
    ssbm: matter.ssbm,
    bdbb: 'v4',
    xzqh: '510107000000',
    sqsj: time(now - 120_000),
    jbxx: filled(BASE, base),
    bdsj: filled(matter.fields, fields),
    clqd: matter.id === 'M07' ? [line('SN0701'), line('SN0001'), checked('SN0003', '居民身份证')] : companyLines(),
    clb: { wjm: '', dx: '', zy: '' },
  }
  return pack(form, lsh)
}

/** The form with the archive of its files, whose bytes follow from `mark`. */
export function pack(form: Application, mark: string): Push {
  const files = form.clqd.flatMap(({ clbm, clmc, wjs }) =>
    Array.from({ length: Number(wjs) }, (_, index) => ({
      clbm,
      clmc,
      name: `${clbm}_${index + 1}.pdf`,
      bytes: pdf(`${clbm} ${mark}`),
    })),
  )
  const wj = files.map(({ clbm, clmc, name, bytes }, index) => ({
    xh: String(index + 1),
    clbm,
    clmc,
    wjm: name,
    dx: String(bytes.length),
    zy: sha256(bytes),
  }))
  const { lsh, cs } = form
  const manifest: Entry = { name: 'manifest.json', bytes: toJson({ lsh, cs, wjs: String(files.length), wj }) }
  const archive = writeZip([manifest, ...files])
  const clb = { wjm: `${lsh}_${cs}.zip`, dx: String(archive.length), zy: sha256(archive) }
  return { form: { ...form, clb }, archive }
}

/** §3.1: every key of the version is there, in its order. */
const filled = (fields: readonly { key: string }[], values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(fields.map(({ key }) => [key, values[key] ?? '']))

const NAMES: Readonly<Record<string, string>> = {
  SN0701: '异地就医备案登记表',
  SN0201: '补领换发申请书',
  SN0001: '服务同意书',
  SN0002: '授权委托书',
}

function line(clbm: string): MaterialLine {
  return { clbm, clmc: NAMES[clbm] ?? '', clxs: '电子件', mtj: '否', zzbs: '', wjs: '1' }
}

function checked(clbm: string, clmc: string): MaterialLine {
  return { clbm, clmc, clxs: '复印件', mtj: '数据核验', zzbs: '', wjs: '0' }
}

function companyLines(): MaterialLine[] {
  return [line('SN0201'), checked('SN0202', '遗失公示材料'), line('SN0001'), line('SN0002')]
}

function sharedBase(now: number): Record<string, string> {
  return {
    xlk11: '全程网办',
    dxk12: '3',
    xlk16: '电子身份',
    xlk17: '通过',
    rq18: time(now - 600_000),
    rq19: time(now - 540_000),
    wbk20: 'TY-2026-01',
    rq27: time(now - 480_000),
    wbk28: '孙示例',
    wbk29: '029-87000000',
  }
}

function personBase(now: number): Record<string, string> {
  return {
    ...sharedBase(now),
    sqrlx: '个人',
    wbk1: '李示例',
    dxk2: '1',
    wbk3: '610113190002030010',
    wbk4: '13800000031',
    xlk6: '男',
    rq9: '1900/2/3',
  }
}

function companyBase(now: number): Record<string, string> {
  return {
    ...sharedBase(now),
    sqrlx: '企业',
    wbk1: '成都示例企业管理有限公司',
    dxk2: '企业',
    wbk3: '91510107MA0000007C',
    wbk4: '13800000005',
    wbk21: '李示例',
    dxk22: '1',
    wbk23: '610113190002030010',
    wbk24: '13800000031',
    wbk25: '代为办理营业执照遗失补领',
    rq26: '2099/12/31',
  }
}

function filing(now: number): Record<string, string> {
  return {
    wbk5: '李示例',
    dxk6: '1',
    wbk7: '610113190002030010',
    xlk8: '男',
    rq9: '1900/2/3',
    wbk10: '13800000031',
    wbk17: '3',
    wbk18: '陕西省/西安市/雁塔区',
    xlk19: '其他跨省临时外出就医人员',
    xlk24: '直接结算',
    wbk25: '陕西省西安市雁塔区示例路1号',
    rq26: day(now),
    rq27: day(now + 180 * 86_400_000),
    wbk28: '来陕探亲',
    xlk29: '居民医保',
    wbk30: '四川省/成都市/武侯区',
  }
}

function reissue(): Record<string, string> {
  return {
    rq4: '2026/2/28',
    wbk5: '执照遗失，已公示',
    wbk6: '成都示例企业管理有限公司',
    wbk7: '91510107MA0000007C',
    xlk8: '有限责任公司（自然人投资或控股）',
    wbk9: '欧阳明',
    dxk10: '1',
    wbk11: '1',
    wbk12: '2',
    dxk13: '1',
    wbk14: 'SC20260228000451',
  }
}
