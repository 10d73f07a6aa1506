import { readRules } from './field-rules.ts'

/** §3.2. `CODE` and `MSG` follow in answers. */
export const HEAD_RULES = readRules(`
  BBH s8 M
  FSDW_SJGSDWDM s12 M unit
  FSDW_SJGSDWMC s100 M
  JSDW_SJGSDWDM s12 M unit
  JSDW_SJGSDWMC s100 M
  ZAGLYWFLDM s4 M
  YWXTBH s24 M
  XTYWQYFW c:QYFW M
  FSSJ t M
`)

/** The part that the main record of every matter begins with (§4.2). */
export const COMMON_FORM = `
  YWLSH s50 M
  SXJBBM s12 M
  SXSSBM s31 M
  BLMSDM c:BLMS M
  SSXQDM s6 M division
  SQRQ d M
  SQR_GMSFHM s18 C id
  SQR_TYSHXYDM s18 C uscc
  SQR_XM s100 M name
  SQR_LXDH s20 M phone
  SQR_XBDM c:XB C
  SQR_MZDM c:MZ C
  SQR_CSRQ d C
  SQR_ZJYXQ d O
  SQR_ZZ a C
  DLR_XM s50 C name
  DLR_GMSFHM s18 C id
  DLR_LXDH s20 C phone
  DLR_WTSX s200 C
  DLR_WTQX d C
  JGLQFSDM c:LQFS M
  SJR_XM s50 C name
  SJR_LXDH s20 C phone
  SJR_DZ a C
  HYFSDM c:HYFS M
  HYJGDM c:HYJG M
  HYSJ t M
  TYSBB s20 M
  TYSSJ t M
  CNSSJ t M
  CBR_XM s50 M name
  SLDW_JGDM s12 M unit
  SLDW_JGMC s100 M
  SLDW_LXDH s20 M phone`

/** 022004: the common part, then the matter's own (§4.2). */
export const M02_FORM = readRules(`${COMMON_FORM}
  ZTMC s120 M
  TYSHXYDM s18 M uscc
  ZTLXDM c:QYLX M
  FDDBR_XM s50 M name
  FDDBR_GMSFHM s18 M id
  SQLXDM c:BLLX M
  ZBSL i1 M
  FBSL i2 M
  YSSM_FSDM c:YSSM C
  YSSM_BH s50 C
  YSSM_RQ d C
  YHZRQ d M
`)

/** 041004 (§4.2). */
export const M07_FORM = readRules(`${COMMON_FORM}
  PSN_NO s30 C
  PSN_CERT_TYPE c:PSNCERT M
  CERTNO s50 M
  PSN_NAME s50 M name
  GEND c:XB M
  NATY c:MZ C
  BRDY d M
  TEL s20 M phone
  INSUTYPE c:INSUTYPE M
  INSU_ADMDVS s6 M division
  EMP_NO s30 C
  EMP_NAME s120 M
  RLOC_ADMDVS s6 M division
  RLOC_COTY_TYPE c:COTY M
  RLOC_REA c:REA C
  RLOC_HSORG_NAME s100 O
  RLOC_HSORG_CONER s50 O name
  RLOC_HSORG_TEL s20 M phone
  OUT_ONLN_WAY c:ONLN C
  RESOUT_ADDR s200 C
  BEGNDATE d M
  ENDDATE d C
  AGNTER_NAME s50 C name
  AGNTER_CERT_TYPE c:PSNCERT C
  AGNTER_CERTNO s50 C
  AGNTER_TEL s20 C phone
  AGNTER_ADDR s200 C
  AGNTER_RLTS c:GX C
  BANKACCT s40 C
  BANKCODE s20 C
  ACCTNAME s50 C
  MEMO s500 O
  ATT_CNT i2 M
`)

/** 011000 (§3.3). */
export const MATERIAL_RULES = readRules(`
  CLLBDM s4 M
  CLMC s100 M
  CLGS s4 C
  CLNR s9000000 C
  SXH i3 M
  CLXSDM c:CLXS M
  MTJDM c:MTJ M
  ZZBS s120 C
`)

/** xxx006 (§3.3). */
export const FEEDBACK_RULES = readRules(`
  YWLSH s50 M
  FKXH i4 M
  FKLXDM c:FKLX M
  FKSJ t M
  FKDW_JGDM s12 M unit
  FKDW_JGMC s100 M
  FKR_XM s50 M name
  FKR_LXDH s20 O phone
  FKYJ s500 C
  SLBH s50 C
  HJDM c:HJ C
  FDSX i4 C
  FDSXDW c:SXDW C
  CNSX i4 C
  CNSXDW c:SXDW C
  BZQX d C
  TBCXLXDM c:TBCXLX C
  TBCXTS i4 C
  TBCXTSDW c:SXDW C
  BLJGDM c:BLJG C
  SFJE n14.2 O
  KDGS s50 C
  KDDH s50 C
  LQR_XM s50 C name
  LQR_GMSFHM s18 C id
`)

/** The further records of a feedback, a correction, a withdrawal and a query, by sid (§3.3). */
export const RECORD_RULES = {
  '010007': readRules(`
    JLSID s6 M
    JLNO i3 M
    ZDM s50 M
    JGDM c:JG M
    YY s200 C`),
  '010008': readRules(`
    CLLBDM s4 M
    SXH i3 M
    JGDM c:JG M
    YY s200 C`),
  '010009': readRules(`
    ZZLXDM s21 M
    ZZMC s100 M
    ZZBH s50 M
    ZZBS s120 M
    CZR_MC s200 M
    CZR_DM s50 M
    FZJG_MC s100 M
    FZRQ d M
    YXQQ d M
    YXQZ d M
    WJSXH i3 M`),
  '010010': readRules(`
    WSLXDM c:WSLX M
    WSBH s100 M
    WJSXH i3 M`),
  '010014': readRules(`
    YWLSH s50 M
    BZCS i2 M
    BZSJ t M
    SM s200 O`),
  '010015': readRules(`
    JLSID s6 M
    JLNO i3 M
    ZDM s50 M
    XZ s2000 M`),
  '010016': readRules(`
    YWLSH s50 M
    CHSJ t M
    CHYY s200 M`),
  '010017': readRules(`
    YWLSH s50 M
    FKXH i4 M`),
} as const
