import { readRules } from './field-rules.ts'
import { COMMON_FORM } from './forms.ts'

/** 021004 (§4.2). */
export const M01_FORM = readRules(`${COMMON_FORM}
  QYMC s120 M
  QYMC_XZQH s40 C
  QYMC_ZH s40 M
  QYMC_HYTS s40 M
  QYMC_ZZXS s20 M
  MCSBWH s40 M
  QYLXDM c:QYLX M
  ZS a M
  ZSCQDM c:CSCQ M
  LXDH s20 M phone
  YZBM s6 M
  ZCZB n20.2 M
  BZDM c:BZ M
  YYQX s30 M term
  JYFW s2000 M
  HYDM s5 M
  FBSL i2 M
  SLZZZZ b M
  DJJG_DM c:DJJG M
  FDDBR_XM s50 M name
  FDDBR_CYZJDM c:CYZJ M
  FDDBR_ZJHM s50 M
  FDDBR_LXDH s11 M phone
  FDDBR_ZWDM c:ZW M
  LLY_XM s50 M name
  LLY_CYZJDM c:CYZJ M
  LLY_ZJHM s50 M
  LLY_LXDH s11 M phone
  CWFZR_XM s50 C name
  CWFZR_CYZJDM c:CYZJ C
  CWFZR_ZJHM s50 C
  CWFZR_LXDH s11 C phone
`)

/** 021011, 021012, 021013 (§4.2). */
export const M01_LISTS = {
  holders: readRules(`
    GD_XH i3 M
    GD_LXDM c:GDLX M
    GD_MC s200 M name
    GD_CYZJDM c:CYZJ M
    GD_ZJHM s50 M
    GD_GBDM s3 M country
    GD_CZFSDM c:CZFS M
    GD_RJCZE n20.2 M
    GD_CZSJ d M`),
  officers: readRules(`
    RY_XM s50 M name
    RY_CYZJDM c:CYZJ M
    RY_ZJHM s50 M
    RY_ZWDM c:ZW M
    RY_CSFS s20 M
    RY_LXDH s11 C phone`),
  scope: readRules(`
    TMDM s20 M
    TMMC s200 M
    SFXK b M`),
} as const

/** 023004 (§4.2). */
export const M03_FORM = readRules(`${COMMON_FORM}
  JYZMC s120 M
  TYSHXYDM s18 M uscc
  FZR_XM s50 M name
  FZR_CYZJDM c:CYZJ M
  FZR_ZJHM s50 M
  FZR_LXDH s20 M phone
  ZS a M
  JYCS a M
  JYMJ n10.2 C
  ZTYTDM c:ZTYT M
  SFWLJY b M
  WZ s200 C
  SFSTMD b C
  SFZYCF b C
  SFJTYC b C
  YYFSDM c:YYFS C
  CYGMDM c:CYGM C
  SFJXSYBZ b M
  CYRS i5 M
  JKZS i5 M
  WSAQLHDJ c:LHDJ M
`)

/** 023011, 023012, 023013 (§4.2). */
export const M03_LISTS = {
  items: readRules(`
    XMDM c:JYXM M
    XMMC s100 M`),
  safety: readRules(`
    AQY_XM s50 M name
    AQY_GMSFHM s18 M id
    AQY_ZSBH s50 O
    AQY_LXDM c:ZJZ M`),
  stores: readRules(`
    CK a M
    CKMJ n10.2 M`),
} as const

/** 031004 (§4.2). */
export const M04_FORM = readRules(`${COMMON_FORM}
  DWMC s120 M
  TYSHXYDM s18 M uscc
  ZS a M
  JYCS a M
  ZCZB n20.2 M
  FDDBR_XM s50 M name
  FDDBR_CYZJDM c:CYZJ M
  FDDBR_ZJHM s50 M
  FDDBR_LXDH s11 M phone
  QYLXDM c:QYLX M
  XKJYSX s20 M
  CLRQ d M
  ZZRYS i5 M
  CSMJ n10.2 C
  CSCQDM c:CSCQ C
  ZQZ d C
  YZBGBH s50 C
  SFYFZJG b M
`)

/** 031011, 031012 (§4.2). */
export const M04_LISTS = {
  facilities: readRules(`
    SS_MC s100 M
    SS_SL i5 M
    SS_BZ s100 O`),
  policies: readRules('ZD_MC s100 M'),
} as const

/** 032004 (§4.2). */
export const M05_FORM = readRules(`${COMMON_FORM}
  AAC002 s18 M
  AAC003 s50 M name
  BAZ103 s100 C name
  AAC004 c:XB M
  AAC005 c:MZ M
  AAC006 d M
  AAC161 s3 M country
  AAC058 c:AAC058 M
  AAC147 s20 M
  AAC059 d C
  AAC009 c:AAC009 M
  AAC010 s200 M
  AAE005 s11 M phone
  AAE006 s200 M
  AAE007 s6 O
  AAB301 s6 M division
  AAE008 c:AAE008 M
  SLLXDM c:SLLX M
  LKWD s100 C
  JHR_XM s50 C name
  JHR_CYZJDM c:CYZJ C
  JHR_ZJHM s50 C
  JHR_LXDH s11 C phone
  JHR_GXDM c:GX C
  YKSFWX b M
`)

/** 033004 (§4.2). */
export const M06_FORM = readRules(`${COMMON_FORM}
  AAC003 s50 M name
  AAC002 s18 M
  AAC004 c:XB M
  AAC006 d M
  AAC058 c:AAC058 M
  AAC147 s20 M
  AAC010 s200 M
  ZC_AAB301 s6 M division
  ZC_JBJGMC s100 M
  ZC_JBJGBH s20 M
  ZC_JBJGDH s20 C phone
  ZC_JBJGDZ s200 C
  ZC_JBJGYB s6 C
  AAC001 s20 C
  ZR_AAB301 s6 M division
  ZR_JBJGMC s100 M
  ZR_JBJGBH s20 C
  ZR_JBJGDH s20 C phone
  ZR_JBJGDZ s200 C
  ZR_JBJGYB s6 C
  AAB004 s120 C
  AAB001 s20 C
  AAB019 c:AAB019 C
  SKYH_MC s100 C
  SKYH_HM s100 C
  SKYH_ZH s40 C
  AAE140 c:AAE140 M
  AAE041 s6 C month
  AAE042 s6 C month
  AAE201 i4 C
  STJFYS i4 C
  GRZHBJ n14.2 C
  GRZHLX n14.2 C
  JFPZBH s30 C
  ZYYYDM c:ZYYY M
  LXHBH s30 C
  LXHRQ d C
`)

/** What 033006 has beside the fields of every feedback (§4.2). */
export const M06_RETURNS = readRules('XXBBH s30 C')

/** 051004 (§4.2); the platform's names are case-sensitive, `TrenCenInfo` among them. */
export const M08_FORM = readRules(`${COMMON_FORM}
  ConNum s16 M letter
  TxFunc c:TxFunc M
  TranOutUnitNo s20 M
  TranCenName s100 M
  EmpName s50 M name
  DocType c:DocType M
  IdNum s18 M
  SocUnitName s120 M
  SocRefAcctNo s20 M
  TranRefAcctNo s40 M
  TranRefAcctName s100 M
  TranBank s100 M
  EntBank s100 O
  TrenCenInfo s100 M
  GenDate d M
  NewUnitName s120 M
  NewAcctNo s20 M
  Bak1 s100 O
  Bak2 s100 O
`)

/** What 051006 has beside the fields of every feedback (§4.2). */
export const M08_RETURNS = readRules(`
  TranRstCode c:TranRst C
  TranRstMsg s200 C
  TranAmt n14.2 C
  TranInt n14.2 C
  EndYm s6 C month
`)

/** 061004 (§4.2). */
export const M10_FORM = readRules(`${COMMON_FORM}
  XM s50 M name
  XBDM c:XB M
  CSRQ d M
  MZDM c:MZ M
  GMSFHM s18 M id
  ZZ a M
  LXDH s11 M phone
  XLDM c:XL M
  CYZGZH s20 M
  CYZGLBDM s50 M trades
  CLRQ d M
  FZRQ d M
  YXQQ d M
  YXQZ d M
  FZJG_MC s100 M
  FZJG_DM s12 C
  CXKHDJ s4 M grade
  CXKHRQ d M
  JXJYWC b M
  JXJYRQ d C
  JSZH s18 M
  ZJCX s30 M classes
  JSCLRQ d M
  JSYXQZ d M
  SQLXDM c:CYSQ M
  BGQ s200 C
  BGH s200 C
  FWDW_MC s120 C
  FWDW_JYXKZH s30 C
  WSGCN b M
  HZYY s200 M
`)
