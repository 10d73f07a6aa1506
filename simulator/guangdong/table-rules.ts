import { readRules } from './field-rules.ts'

const SB = `
  SBLSH s50 M
  SBLSH_SHORT s20 M
  PROJECT_CODE s50 CZLX=U/D!
  SXBM s31 M
  SXBM_SHORT s12 M
  SXMC s100 M
  SXQXBM =01 M
  SQRLX c:SQRLX M
  SQRMC s200 M
  SQRZJLX c:ZJLX M
  SQRZJHM s50 M id@SQRZJLX=10
  LXRXM s50 M
  LXRZJLX c:ZJLX M
  LXRSFZJHM s50 M id@LXRZJLX=10
  LXRSJ s11 M mobile
  SBXMMC s200 M
  SBCLQD s2000 M
  TJFS =0 M
  SBHZH s50 M
  SBSJ t M
  SBJTWD s100 M
  XZQHDM area M
  F_XZQHDM area M
  YSBLSH s50 O
  WSSBQD =9 M
  OBTAIN_PAPER_WAY c:OBTAIN_PAPER_WAY M
  OBTAIN_DELIVER_WAY c:OBTAIN_DELIVER_WAY M
  CZLX c:CZLX M
  CXYY s200 CZLX=D!
  VERSION i4 M
  REC_FLAG =0 M
  XML_DATA x CZLX=I/U!
  INSERTTIME t M
`
const SBCL = `
  SBLSH s50 M
  SBLSH_SHORT s20 M
  SXBM_SHORT s12 M
  STUFF_SEQ i3 M
  CLBM s6 M
  CLMC s100 M
  WJLX c:WJLX M
  CLLX c:CLLX M
  CLFS i2 M
  MTJLX c:MTJLX M
  ZZBS s120 MTJLX=1
  ATTACH_NAME s100 MTJLX=0&WJLX=1!
  ATTACH_TYPE s4 MTJLX=0&WJLX=1!
  ATTACH_SIZE i9 MTJLX=0&WJLX=1!
  ATTACH_SIGN s32 MTJLX=0&WJLX=1!
  SAVE_TYPE =3 MTJLX=0&WJLX=1!
  ATTACH_DATA x MTJLX=0&WJLX=1!
  VERSION i4 M
  REC_FLAG =0 M
  INSERTTIME t M
`
const HEAD = `
  SBLSH s50 M
  SBLSH_SHORT s20 M
  PROJECT_CODE s50 M
  SXBM_SHORT s12 M
  XZQHDM area M
  VERSION i4 M
  REC_FLAG =0 M
  INSERTTIME t M
`
/** The group of a document; `need` says whether there must be one. */
const paper = (need: 'M' | 'O') => `
  HZLX c:HZLX ${need}
  HZH s100 HZLX=*!
  HZ_ATTACH_NAME s100 HZLX=ACP/SGZ/NAC/NGA/SAL/NSA
  HZ_ATTACH_TYPE s4 HZ_ATTACH_NAME=*!
  HZ_ATTACH_SIGN s32 HZ_ATTACH_NAME=*!
  HZ_ATTACH_DATA x HZ_ATTACH_NAME=*!
`
const LICENCE = `
  ZZLXDM s21 BJJGDM=0
  ZJGZMC s100 ZZLXDM=*!
  ZJBH s50 ZZLXDM=*!
  ZZBS s120 ZZLXDM=*!
  CZRMC s200 ZZLXDM=*!
  CZRDM s50 ZZLXDM=*!
  FZGZDW s100 ZZLXDM=*!
  FZRQ d ZZLXDM=*!
  ZJYXQQ d ZZLXDM=*!
  ZJYXQZ d ZZLXDM=*!
  ZZ_ATTACH_NAME s100 ZZLXDM=*!
  ZZ_ATTACH_TYPE s4 ZZLXDM=*!
  ZZ_ATTACH_SIGN s32 ZZLXDM=*!
  ZZ_ATTACH_DATA x ZZLXDM=*!
`
const STEPS: Readonly<Record<string, string>> = {
  WSYSL: `YSLSJ t M
    YSLBMMC s100 M
    YSLRXM s50 M
    YSLZTDM c:YSLZTDM M
    YSLYJ s500 YSLZTDM=2/3
    SHMX x O
    ${paper('O')}`,
  SL: `SLSJ t M
    SLBMMC s100 M
    SLRXM s50 M
    SLZTDM c:SLZTDM M
    SLYJ s500 SLZTDM=0
    BJLX c:BJLX SLZTDM=1
    FDSX i4 SLZTDM=1
    FDSXDW c:SXDW SLZTDM=1
    CNSX i4 SLZTDM=1
    CNSXDW c:SXDW SLZTDM=1
    ${paper('M')}`,
  BJGZ: `BJGZSJ t M
    BJGZBMMC s100 M
    BJGZRXM s50 M
    BJGZYY s500 M
    BJSX i4 M
    BJSXDW c:SXDW M
    BJZZRQ d M
    BJCLQD s2000 O
    SHMX x M
    ${paper('M')}`,
  BJSL: `BJSLSJ t M
    BJSLBMMC s100 M
    BJSLRXM s50 M
    BJSLZTDM c:BJSLZTDM M
    BJSLYJ s500 O
    BJCLQD s2000 O
    SHMX x O
    ${paper('O')}`,
  SPCL: `SPHJDM c:SPHJDM M
    SPHJMC s50 M
    SPBMMC s100 M
    SPRXM s50 M
    SPSJ t M
    SPZTDM c:SPZTDM M
    SPYJ s500 O
    SHMX x O`,
  TBCXSQ: `TBCXZL c:TBCXZL M
    TBCXMC s100 M
    TBCXSQSJ t M
    TBCXTS i4 M
    TBCXTSDW c:SXDW M
    TBCXYY s500 M
    ${paper('O')}`,
  TBCXJG: `TBCXJG s200 M
    JGCSRQ d M
    TBCXJSRQ d M
    TBCXSFJE n14.2 O
    JEDWDM c:BZ TBCXSFJE=*`,
  BJ: `BJSJ t M
    BJBMMC s100 M
    BJBMZZJDDM s18 M
    SPRXM s50 M
    BJJGDM c:BJJGDM M
    BJJGMS s200 M
    ZFHTHYYDM c:ZFHTHYYDM BJJGDM=1/2/3/5
    ZFHTHYY s500 BJJGDM=1/2/3/5
    SFJE n14.2 O
    JEDWDM c:BZ SFJE=*
    ${paper('M')}${LICENCE}
    XML_DATA x O`,
  LQDJ: `LQZTDM c:LQZTDM M
    LQSJ t M
    LQRXM s50 LQZTDM=2
    LQRZJLX c:ZJLX LQZTDM=2
    LQRZJHM s50 LQZTDM=2
    LQFS c:OBTAIN_DELIVER_WAY M
    KDGS s50 LQZTDM=1
    KDDH s50 LQZTDM=1
    ${paper('O')}`,
}

export const APPLICATION_RULES = readRules(SB)
export const MATERIAL_RULES = readRules(SBCL)

/** §3.4 by table, without its prefix. */
export const STEP_RULES = Object.fromEntries(
  Object.entries(STEPS).map(([table, text]) => [
    table,
    readRules(`${HEAD.trim()}\n${text.replaceAll(/\n\s*\n/g, '\n').trim()}`).filter(({ name }) => name !== ''),
  ]),
)

/** The field of a step that says when it happened. */
export const STEP_TIMES: Readonly<Record<string, string>> = {
  WSYSL: 'YSLSJ',
  SL: 'SLSJ',
  BJGZ: 'BJGZSJ',
  BJSL: 'BJSLSJ',
  SPCL: 'SPSJ',
  TBCXSQ: 'TBCXSQSJ',
  BJ: 'BJSJ',
  LQDJ: 'LQSJ',
}
