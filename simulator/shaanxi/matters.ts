import { type Field, fieldsOf } from './fields.ts'

/** A material of §4.4: what it may be, when it must be there, what may stand in its place. */
export interface Material {
  readonly code: string
  readonly name: string
  readonly format: 'pdf' | 'jpg' | 'post'
  readonly need: string
  readonly exempt: readonly string[]
}

/** §4.1 to §4.4: what the region knows of a matter, in the form of version v4. */
export interface Matter {
  readonly id: 'M02' | 'M07'
  readonly name: string
  readonly sxid: string
  readonly jbbm: string
  readonly ssbm: string
  readonly modes: readonly string[]
  readonly fields: readonly Field[]
  readonly materials: readonly Material[]
  readonly org: string
  readonly limits: { readonly fdsx: string; readonly cnsx: string }
  /** the key and the material that a correction asks for */
  readonly asked: { readonly key: string; readonly material: string }
}

/** §4.2. */
export const BASE: readonly Field[] = fieldsOf(`
  sqrlx x:SQRLX M
  wbk1 s100 M
  dxk2 c:ZJLX M
  wbk3 s50 M
  wbk4 s11 M
  wbk5 s200 O
  xlk6 x:XB jbxx/sqrlx=个人!
  xlk7 s0 O
  xlk8 x:GJ jbxx/dxk2=3/5/6/7!
  rq9 d jbxx/sqrlx=个人!
  rq10 d jbxx/sqrlx=个人?
  xlk11 x:BLMS M
  dxk12 c:LQFS M
  wbk13 s50 jbxx/dxk12=2
  wbk14 s20 jbxx/dxk12=2
  wbk15 s200 jbxx/dxk12=2
  xlk16 x:HYFS M
  xlk17 x:HYJG M
  rq18 t M
  rq19 t M
  wbk20 s20 M
  wbk21 s50 jbxx/sqrlx=企业
  dxk22 c:ZJLX jbxx/wbk21=*!
  wbk23 s50 jbxx/wbk21=*!
  wbk24 s11 jbxx/wbk21=*!
  wbk25 s200 jbxx/wbk21=*!
  rq26 d jbxx/wbk21=*!
  rq27 t M
  wbk28 s50 M
  wbk29 s20 M`)

const SHARED: readonly Material[] = [
  { code: 'SN0001', name: '服务同意书', format: 'pdf', need: 'M', exempt: [] },
  { code: 'SN0002', name: '授权委托书', format: 'pdf', need: 'jbxx/wbk21=*', exempt: [] },
  { code: 'SN0003', name: '居民身份证', format: 'jpg', need: 'jbxx/dxk2=1', exempt: ['数据核验'] },
]

const REISSUE: Matter = {
  id: 'M02',
  name: '营业执照遗失补领、换发',
  sxid: '61020001',
  jbbm: '610131127008',
  ssbm: '11610113MB000013194610131127008',
  modes: ['全程网办', '代收代办'],
  fields: fieldsOf(`
    rq4 d dxk10=1!
    wbk5 s200 M
    wbk6 s120 M
    wbk7 s18 M
    xlk8 x:QYLX M
    wbk9 s50 M
    dxk10 c:BLLX M
    wbk11 i1 M
    wbk12 i2 M
    dxk13 c:YSSM dxk10=1!
    wbk14 s50 dxk10=1!`),
  materials: [
    { code: 'SN0201', name: '补领换发申请书', format: 'pdf', need: 'M', exempt: [] },
    { code: 'SN0202', name: '遗失公示材料', format: 'pdf', need: 'dxk10=1', exempt: ['数据核验'] },
    { code: 'SN0203', name: '原执照（损毁）', format: 'post', need: 'dxk10=3', exempt: [] },
    ...SHARED,
  ],
  org: '西安市雁塔区市场监督管理局',
  limits: { fdsx: '3', cnsx: '2' },
  asked: { key: 'wbk5', material: 'SN0201' },
}

const FILING: Matter = {
  id: 'M07',
  name: '跨省异地就医直接结算备案',
  sxid: '61070001',
  jbbm: '612036003003',
  ssbm: '11610100MB000033433612036003003',
  modes: ['全程网办'],
  fields: fieldsOf(`
    wbk4 s30 O
    wbk5 s50 M
    dxk6 c:ZJLX M
    wbk7 s50 M
    xlk8 x:XB M
    rq9 d M
    wbk10 s20 M
    wbk11 s200 jbxx/wbk21=*
    xlk12 x:GX jbxx/wbk21=*
    wbk13 s40 xlk24=手工报销!
    wbk14 s20 xlk24=手工报销!
    wbk15 s50 xlk24=手工报销!
    wbk16 s500 O
    wbk17 i2 M
    wbk18 p M
    xlk19 x:BALX M
    xlk20 x:AZYY xlk19=异地安置退休人员!
    wbk21 s100 O
    wbk22 s50 O
    wbk23 s20 O
    xlk24 x:LWFS M
    wbk25 s200 M
    rq26 d M
    rq27 d M
    wbk28 s200 M
    xlk29 x:YBXZ M
    wbk30 p M
    wbk31 s30 O
    wbk32 s120 xlk29=职工医保`),
  materials: [
    { code: 'SN0701', name: '异地就医备案登记表', format: 'pdf', need: 'M', exempt: [] },
    { code: 'SN0702', name: '个人承诺书', format: 'pdf', need: 'xlk19=异地长期居住人员?', exempt: [] },
    { code: 'SN0703', name: '居住证', format: 'jpg', need: 'xlk19=异地长期居住人员?', exempt: ['电子证照'] },
    { code: 'SN0704', name: '户口簿', format: 'jpg', need: 'xlk19=异地安置退休人员', exempt: ['数据核验'] },
    { code: 'SN0705', name: '派驻证明', format: 'pdf', need: 'xlk19=常驻异地工作人员', exempt: [] },
    { code: 'SN0706', name: '转诊单', format: 'pdf', need: 'xlk19=异地转诊人员', exempt: [] },
    ...SHARED,
  ],
  org: '西安市医疗保障局',
  limits: { fdsx: '2', cnsx: '1' },
  asked: { key: 'wbk16', material: 'SN0701' },
}

/** By sxid. */
export const MATTERS: Readonly<Record<string, Matter>> = { [REISSUE.sxid]: REISSUE, [FILING.sxid]: FILING }

/** By our own name. */
export const matterOf = (id: 'M02' | 'M07'): Matter => (id === 'M02' ? REISSUE : FILING)
