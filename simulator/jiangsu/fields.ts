/**
 * The elements of each matter's form in the order of §4.4, a line each: name, type (§3.4) with its table, need (`field-needs.ts`; `M` where none stands).
 * The elements of a list's rows follow it as `LIST[].NAME`. Needs look at the form and at what `besideOf` says of it. `idno:X` is a number of the kind that X
 * names, `sfz` one of an identity card, `span` days from and to.
 */
const ADULT_ID = 'XM g100\nZJLX t:ZJMC\nZJHM idno\nZW t:ZW\nCSFS t:CSFS'
const inList = (list: string, rows: string): string => rows.replaceAll(/^/gm, `${list}[].`)

export const FIELDS = {
  M01: `
    QYMC g240
    MC_XZQH g80
    MC_ZH g80
    MC_HYTS g80
    MC_ZZXS t:ZZXS
    MCSBWH g80
    QYLX t:QYLX
    ZS ADDR
    ZSSYFS t:ZSSY
    LXDH g20
    YZBM g6
    ZCZB w6
    BZ t:RMB
    JYQX span
    JYFW g4000
    JYFWTM L1..100
    JYFWTM[].DM g10
    JYFWTM[].MC g400
    JYFWTM[].XK b
    HYDM g5
    FBSL i2
    FDDBR_XM g100
    FDDBR_ZJLX t:ZJMC
    FDDBR_ZJHM idno:FDDBR_ZJLX
    FDDBR_SJ mobile
    FDDBR_ZW t:ZW
    GD L1..50
    GD[].GDLX t:GDLX
    GD[].GDMC g240
    GD[].ZJLX t:ZJMC
    GD[].ZJHM idno
    GD[].GB t:GJ
    GD[].RJCZE w6
    GD[].CZFS g200
    GD[].CZSJ day
    DS L1..13
    ${inList('DS', ADULT_ID)}
    JS L0..13 O
    ${inList('JS', ADULT_ID)}
    JL L1..3
    ${inList('JL', ADULT_ID)}
    LLY_XM g100
    LLY_ZJLX t:ZJMC
    LLY_ZJHM idno:LLY_ZJLX
    LLY_SJ mobile
    SLZZZZ b
    ZSMJ w6
    DJJG t:DJJG
    DYZB i4`,
  M02: `
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
    ZZHS b SQLX=损毁换发!`,
  M03: `
    JYZMC g240
    TYSHXYDM uscc
    FDDBRFZR g100
    FR_ZJLX t:ZJMC
    FR_ZJHM idno:FR_ZJLX
    FR_SJ mobile
    ZS ADDR
    JYCS ADDR
    CKDZ L0..10 O
    CKDZ[].DZ ADDR
    CKDZ[].MJ w6
    ZTYT t:ZTYT
    WLJY b
    WZDZ g200 WLJY=是
    STMD b WLJY=是
    ZYCF b ZTYT=餐饮服务经营者!
    JTYCPS b ZTYT=餐饮服务经营者!
    YYFS t:YYFS ZTYT=食品销售经营者!
    CYLX t:CYGM ZTYT=餐饮服务经营者!
    JXSYBZ b
    JYXM L1..30
    JYXM[].JYXM_KEY g100
    JYXM[].JYXM_VALUE g100
    CYRS i5 O
    JKZS i5 O
    SPAQGLY L1..10
    SPAQGLY[].XM g100
    SPAQGLY[].SFZ sfz
    SPAQGLY[].ZSH g80
    SPAQGLY[].LX t:ZJZ
    JYMJ w6
    SPAQZJ g100 CYLX=特大型/大型
    HCSJ day`,
  M04: `
    DWMC g240
    TYSHXYDM uscc
    QYLX t:QYLX
    CLRQ day
    ZCZB w6
    XKJYSX t:XKJYSX
    ZS ADDR
    JYCS ADDR
    CS_MJ w6
    CS_CQ t:ZSSY
    CS_ZQ day CS_CQ=租赁
    FR_XM g100
    FR_ZJLX t:ZJMC
    FR_ZJHM idno:FR_ZJLX
    FR_SJ mobile
    BGSS L1..50
    BGSS[].MC g120
    BGSS[].SL i5
    BGSS[].BZ g200 O
    GLZD g2000
    ZZRYS i5
    YZBGBH g80
    XKZBH g40 YWLX=延续!
    YXQQ day YWLX=延续!
    YXQZ day YWLX=延续!
    YWLX t:YWLX
    SBKHH g20`,
  M05: `
    AAC002 sfz
    AAC003 g100
    BAZ103 g200 LONG_NAME=1
    AAC004 t:XB
    AAC005 t:MZ
    AAC006 day
    AAC161 t:GJ
    AAC058 t:ZJMC
    AAC147 idno:AAC058
    AAC059 day
    AAC009 t:HKXZ O
    AAC010 g400
    AAE005 mobile
    AAE006 g400
    AAE007 g6 O
    AAB301 ADDR3
    AAE008 t:YH
    SLLX t:SLLX
    LKWD g100
    JHR_XM g100 CHILD=1
    JHR_ZJLX t:ZJMC CHILD=1
    JHR_ZJHM idno:JHR_ZJLX CHILD=1
    JHR_SJ mobile CHILD=1
    JHR_GX t:GX CHILD=1
    YKZX b SLLX=换领（跨省）`,
  M06: `
    XM g100
    SHBZH sfz
    XB t:XB
    CSRQ day
    ZJLX t:ZJMC
    ZJHM idno
    HJDZ ADDR
    YCBDQH ADDR3
    YJBJG_MC g240
    YJBJG_BH g20 O
    YJBJG_DH g20
    YJBJG_DZ g400
    YJBJG_YB g6
    YGRBH g20 O
    XCBDQH ADDR3
    XJBJG_MC g240
    XJBJG_BH g20 O
    XDW_MC g240 O
    XDW_BH g20 O
    XDW_LX t:DWLX O
    XZ t:YLXZ
    JFQ ym O
    JFZ ym O
    SJJFYS i4 O
    STJFYS i4 O
    GRZH_BJ y2 O
    GRZH_LX y2 O
    JFPZBH g60 O
    ZYYY t:ZYYY
    SK_HM g240 LEAVES=1
    SK_ZH g40 LEAVES=1
    SK_YH g240 LEAVES=1
    WHCD t:WHCD`,
  M07: `
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
    CNBXY b`,
  M08: `
    CONNUM g16
    TXFUNC t:TX
    GENDATE day
    TRANOUTUNITNO g15
    TRANCENNAME g240
    SOCUNITNAME g240
    SOCREFACCTNO g20
    EMPNAME g100
    DOCTYPE t:ZJMC
    IDNUM idno:DOCTYPE
    TRANREFACCTNO g40
    TRANREFACCTNAME g240
    TRANBANK g240
    TRENCENINFO g200
    XJCDW g240
    XGJJZH g20
    BAK1 g400 O
    BAK2 g400 O
    LXJCYS i4`,
  M09: `
    YWXTBH g50
    XTYWFW t:XTYWFW
    SQR_GMSFHM sfz
    SQR_XM g100
    SQR_LXDH mobile
    SQR_ZZ ADDR
    QYR L1..5
    QYR[].GMSFHM sfz
    QYR[].XM g100
    QYR[].XB t:XB
    QYR[].MZ t:MZ
    QYR[].CSRQ day
    QYR[].GX t:GX
    QYYY t:QYYY
    QCD ADDR
    QCD_JGDM g12
    QCD_JGMC g200
    QRD ADDR
    QRD_JGDM g12
    QRD_JGMC g200
    ZQZBH g40
    QFJG_DM g12
    QFJG_MC g200
    QFRQ day
    YXQJZ day
    CBR_XM g100
    SLDW_DM g12
    SLDW_MC g200
    SLDW_DH g20
    SLR_XM g100
    SLR_SFHM sfz
    SLR_DH g20
    SLSJ dt
    BZ g400 O
    HZ_GX t:GX`,
  M10: `
    XM g100
    XB t:XB
    CSRQ day
    MZ t:MZ
    SFZH sfz
    ZZ ADDR
    SJHM mobile
    WHCD t:WHCD O
    CYZGZH g20
    CYLB g200
    CLRQ day
    FZRQ day
    YXQX span
    FZJG g200
    FZJGDM g18
    CXKHDJ t:CXDJ SQLX=换证
    CXKHRQ day SQLX=换证
    JXJY b
    JSZH g18
    ZJCX g20
    JSCL day
    JSYXQ day
    SQLX t:ZGSQ
    FWDW g240 O
    JYXKZH g80 O
    WSGCN b
    ZPFS t:ZPFS`,
} as const

/** §4.4: the materials of each matter beside those of all: code, name, formats, most MB, need, and `不免` where nothing stands for them. */
export const MATERIALS: Readonly<Record<keyof typeof FIELDS, string>> = {
  M01: `
    CL06 公司章程 pdf 5
    CL08 住所(经营场所)证明 pdf 5
    CL21 任职文件 pdf 5
    CL22 股东主体资格文件 pdf 5 ORGANISATIONS=1
    CL23 批准文件 pdf 5 LICENSED=1`,
  M02: `
    CL14 遗失声明 pdf/jpg 2 SQLX=遗失补领!
    CL27 原执照(损毁) pdf 2 SQLX=损毁换发!`,
  M03: `
    CL16 设备布局与操作流程图 pdf 5
    CL17 食品安全制度 pdf 5
    CL05 营业执照 jpg/pdf 2
    CL18 健康证明 pdf/jpg 3`,
  M04: `
    CL06 公司章程 pdf 5
    CL08 住所(经营场所)证明 pdf 5
    CL15 验资或审计报告 pdf 5
    CL30 派遣协议样本 pdf 5
    CL05 营业执照 jpg/pdf 2`,
  M05: `
    CL10 电子照片 jpg 0.01953125
    CL03 户口簿 jpg/pdf 3 CHILD=1
    CL01 居民身份证人像面 jpg 1 M 不免
    CL02 居民身份证国徽面 jpg 1 M 不免`,
  M06: 'CL11 参保缴费凭证 pdf 2 O',
  M07: `
    CL13 个人承诺书 pdf/jpg 2 BALX=异地长期居住?
    CL24 居住证 jpg/pdf 2 BALX=异地长期居住?
    CL12 派驻证明 pdf/jpg 2 BALX=常驻异地工作!
    CL28 转诊单 pdf/jpg 2 BALX=异地转诊!
    CL03 户口簿 jpg/pdf 3 BALX=异地安置退休!`,
  M08: '',
  M09: `
    CL03 户口簿 jpg/pdf 3
    CL04 结婚证 jpg/pdf 2`,
  M10: `
    CL10 电子照片 jpg 0.01953125
    CL14 遗失声明 pdf/jpg 2 SQLX=补证!
    CL19 机动车驾驶证 jpg 1
    CL20 从业资格证 jpg/pdf 2`,
}
