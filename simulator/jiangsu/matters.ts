/** A field of a form: name, type (§3.4) with its table, and whether it must be (`field-needs.ts`; `AGENT` and `PERSON` are said beside the form). */
export interface Field {
  readonly name: string
  readonly type: string
  readonly table: string
  readonly need: string
}

/** A material: code, name, formats, most bytes, need. */
export interface MaterialRule {
  readonly code: string
  readonly name: string
  readonly formats: readonly string[]
  readonly mostBytes: number
  readonly need: string
}

/** A matter as the region takes it (§4.1–4.4). */
export interface Matter {
  readonly id: 'M02' | 'M07'
  readonly item: string
  readonly name: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly rightNo: string
  readonly taskVersion: string
  /** promised and statutory limit, each with its DAY */
  readonly limits: {
    readonly promise: number
    readonly promiseType: string
    readonly anticipate: number
    readonly anticipateType: string
  }
  readonly modes: readonly string[]
  readonly fields: readonly Field[]
  readonly materials: readonly MaterialRule[]
}

const fieldsOf = (text: string): Field[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', typed = '', need = 'M'] = line.trim().split(' ')
      const [type = '', table = ''] = typed.split(':')
      return { name, type, table, need }
    })

const MB = 1024 * 1024
const materialsOf = (text: string): MaterialRule[] =>
  text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [code = '', name = '', formats = '', most = '', need = 'M'] = line.trim().split(' ')
      return { code, name, formats: formats.split('/'), mostBytes: Number(most) * MB, need }
    })

/** §3.4, GG. */
export const COMMON_FIELDS = fieldsOf(`
  ZJYXQZ day PERSON=1!
  XB t:XB PERSON=1!
  MZ t:MZ PERSON=1!
  GJ t:GJ PERSON=1!
  CSRQ day PERSON=1!
  LXDZ ADDR
  WTSX g400 AGENT=1!
  WTQX day AGENT=1!
  LQFS t:LQ
  SJR g100 LQFS=邮寄!
  SJRDH g20 LQFS=邮寄!
  SJRDZ ADDR LQFS=邮寄!
  HYFS t:HY
  HYJG t:HYJG
  HYSJ dt
  TYSBB g40
  TYSSJ dt
  CNSJ dt`)

const COMMON_MATERIALS = `
  CL01 居民身份证人像面 jpg 1
  CL02 居民身份证国徽面 jpg 1
  CL07 授权委托书 pdf 2 AGENT=1!`

const M02: Matter = {
  id: 'M02',
  item: '000131127009',
  name: '营业执照遗失补领、换发',
  organisation: { id: '11320102MB0000019C', name: '南京市玄武区市场监督管理局(示例)' },
  rightNo: '11320102MB0000019C4000131127009C',
  taskVersion: '2',
  limits: { promise: 1, promiseType: '1', anticipate: 3, anticipateType: '1' },
  modes: ['1', '2'],
  fields: fieldsOf(`
    ZTMC g240
    TYSHXYDM uscc
    ZTLX t:QYLX
    FDDBR g100
    SQLX t:BLLX
    ZBSL i1
    FBSL i2
    YSSM_FS t:YSSM SQLX=遗失补领!
    YSSM_BH g80 SQLX=遗失补领!
    YSSM_RQ day SQLX=遗失补领!
    YHZRQ day
    FRZJHM g50
    ZZHS b SQLX=损毁换发!`),
  materials: materialsOf(`
    CL09 申请书(表) pdf 2
    CL14 遗失声明 pdf/jpg 2 SQLX=遗失补领!
    CL27 原执照(损毁) pdf 2 SQLX=损毁换发!
    ${COMMON_MATERIALS}`),
}

const M07: Matter = {
  id: 'M07',
  item: '002036004001',
  name: '跨省异地就医备案',
  organisation: { id: '11320102MB00000352', name: '南京市医疗保障局玄武分局(示例)' },
  rightNo: '11320102MB000003524002036004001U',
  taskVersion: '6',
  limits: { promise: 1, promiseType: '3', anticipate: 2, anticipateType: '1' },
  modes: ['1'],
  fields: fieldsOf(`
    RYBH g30 O
    ZJLX t:ZJMC
    ZJHM idno
    XM g100
    XB t:XB
    MZ t:MZ
    CSRQ day
    SJHM g11
    XZ t:XZ
    CBQH ADDR3
    DWBH g20 XZ=职工基本医疗保险
    YRDW g240
    JYDQH ADDR3
    BALX t:BALX
    AZYY t:AZYY BALX=异地安置退休/异地长期居住/常驻异地工作
    JYJG_MC g240
    JYJG_LXR g100 O
    JYJG_DH g20
    JWDZ ADDR
    KSRQ day
    JSRQ day
    DBRGX t:GX AGENT=1!
    YHZH g40 O
    YHHM g100 YHZH=*
    YHHH g20 YHZH=*
    BZ g400 O
    FJS i3
    CNBXY b`),
  materials: materialsOf(`
    CL09 申请书(表) pdf 2
    CL13 个人承诺书 pdf/jpg 2 BALX=异地长期居住?
    CL24 居住证 jpg/pdf 2 BALX=异地长期居住?
    CL12 派驻证明 pdf/jpg 2 BALX=常驻异地工作!
    CL28 转诊单 pdf/jpg 2 BALX=异地转诊!
    CL03 户口簿 jpg/pdf 3 BALX=异地安置退休!
    ${COMMON_MATERIALS}`),
}

/** By basic code. */
export const MATTERS: Readonly<Record<string, Matter>> = { [M02.item]: M02, [M07.item]: M07 }

/** The gateway's own implementation code of a basic code, 32 digits (§4.1). */
export const GATEWAY = '11510107000000000U'
