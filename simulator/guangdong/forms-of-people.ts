import { readRules } from './field-rules.ts'

const M05 = `
  SHBZHM s18 M id
  XM s50 M
  XMKZ s100 O
  XB c:XB M
  MZ c:MZ M
  CSRQ d M
  GJ c:GJ M
  ZJLX c:ZJLX M
  ZJHM s20 M id@ZJLX=10
  ZJYXQZ d O
  ZY c:ZY M
  HKXZ c:HKXZ O
  HKSZD s200 O
  SJHM s11 M mobile
  LXDZ s200 M
  YZBM s6 O
  CBQH area M
  YHLB c:YHLB M
  SLLX c:SLLX M
  LKWD s100 OBTAIN_DELIVER_WAY=0
  JHR_XM s50 O
  JHR_ZJLX c:ZJLX JHR_XM=*!
  JHR_ZJHM s50 JHR_XM=*! id@JHR_ZJLX=10
  JHR_SJ s11 JHR_XM=*! mobile
  JHR_GX c:GX JHR_XM=*!
`

const M06 = `
  XM s50 M
  SHBZHM s18 M id
  XB c:XB M
  CSRQ d M
  ZJLX c:ZJLX M
  ZJHM s20 M id@ZJLX=10
  HJ a M
  YCBQH area M
  YJBJG_MC s100 M
  YJBJG_BM s20 O
  YJBJG_DH s20 M
  YJBJG_DZ s200 O
  YJBJG_YB s6 O
  YGRBH s20 O
  XCBQH area M
  XJBJG_MC s100 M
  XJBJG_BM s20 O
  XJBJG_DH s20 O
  XJBJG_DZ s200 O
  XJBJG_YB s6 O
  XDW_MC s120 O
  XDW_BH s20 O
  XDW_LX c:DWLX O
  SKYH_MC s100 ZYFX=1
  SKYH_HM s100 ZYFX=1
  SKYH_ZH s40 ZYFX=1
  XZLX c:XZLX M
  JFQS ym O
  JFZZ ym O
  JFYS i4 O
  STYS i4 O
  GRZHBJ n14.2 O
  GRZHLX n14.2 O
  JFPZBH s30 O
  ZYYY c:ZYYY M
  LXHBH s30 ZYFX=1
  LXHRQ d ZYFX=1
  ZYFX c:ZYFX M
`

const M07 = `
  RYBH s30 O
  ZJLX c:ZJLX M
  ZJHM s50 M id@ZJLX=10
  XM s50 M
  XB c:XB M
  CSRQ d M
  SJHM s20 M
  JJLXR s50 M
  JJLXDH s20 M
  XZLX c:YBXZ M
  CBQH area M
  DWBH s30 O
  DWMC s120 XZLX=310
  JYDQH area M
  JYJG_MC s100 O
  JYJG_LXR s50 O
  JYJG_DH s20 O
  BALX c:BALX M
  AZYY c:AZYY BALX=11!
  LWFS c:LWFS O
  JWDZ s200 BALX=11/12/13
  KSRQ d M
  JSRQ d M
  DLR_DZ s200 AGENT=1
  DLR_GX c:GX AGENT=1
  YHZH s40 LWFS=2!
  YHHH s20 LWFS=2!
  YHHM s50 LWFS=2!
  BZ s500 O
  FJS i2 M
`

const M08 = `
  ZGXM s50 M
  ZJLX c:ZJLX M
  ZJHM s18 M id@ZJLX=10
  LXHBH s16 M
  JYLX c:JYLX M
  LXDRQ d M
  ZCZX_BH s20 M
  ZCZX_MC s100 M
  YDWMC s120 M
  YGJJZH s20 M
  ZRZJZH s40 M
  ZRZJHM s100 M
  ZRYH s100 M
  WTYH c:YHLB O
  ZRLXFS s100 M
  XDWMC s120 M
  XGJJZH s20 M
  ZYFX c:ZYFX M
`

const M09 = `
  XTBH s50 M
  YWLSH s50 M
  XTFW =2 M
  QYYY =31 M
  CBRXM s50 M
  BZ s500 O
  QYRXX L1-10 O
  QYRXX/GMSFHM s18 M id
  QYRXX/XM s50 M
  QYRXX/XB c:XB M
  QYRXX/MZ c:MZ M
  QYRXX/CSRQ d M
  QYRXX/YSQRGX c:GX M
  QCD a M
  QCJG_DM s12 M
  QCJG_MC s100 M
  QRD a M
  QRJG_DM s12 M
  QRJG_MC s100 M
  ZQZBH s30 M
  QFJG_DM s12 M
  QFJG_MC s100 M
  QFRQ d M
  YXQZ d M
  SLDW_DM s12 M
  SLDW_MC s100 M
  SLDW_DH s20 M
  SLR_SFZH s18 M id
  SLR_XM s50 M
  SLR_DH s20 M
  SLSJ t M
`

const M10 = `
  XM s50 M
  XB c:XB M
  CSRQ d M
  MZ c:MZ M
  SFZH s18 M id
  ZZ a M
  SJHM s11 M mobile
  WHCD c:WHCD M
  CYZGZH s20 M
  CYZGLB k,:CYLB M
  CLRQ d M
  FZRQ d M
  YXQQ d M
  YXQZ d M
  FZJG_MC s100 M
  FZJG_DM s12 O
  CXDJ c:CXDJ O
  CXRQ d O
  JXJY b M
  JXJYRQ d JXJY=1
  JSZH s18 M
  ZJCX s30 M
  JSCLRQ d M
  JSYXQZ d M
  SQLX c:CYSQ M
  BGQ s200 SQLX=BG!
  BGH s200 SQLX=BG!
  FWDW s120 O
  JYXKZH s30 O
  WSGCN =1 M
  SSZP b M
`

/** §4.2: the forms of the matters of people, in the order of the wire. */
export const FORMS_OF_PEOPLE = {
  M05: readRules(M05),
  M06: readRules(M06),
  M07: readRules(M07),
  M08: readRules(M08),
  M09: readRules(M09),
  M10: readRules(M10),
} as const
