import { type FieldRule, readRows } from './field-rules.ts'

const ROWS_OF_ALL = `
  GG_HYFS 核验方式 c:HYFS M
  GG_HYJG 核验结果 =Y M
  GG_HYSJ 核验时间 dt M
  GG_TYBB 同意书版本 s20 M
  GG_TYSJ 同意书签署时间 dt M
  GG_CNSJ 真实性承诺时间 dt M
  DLR_XM 代理人姓名 s50 O
  DLR_ZJLX 代理人证件类型 c:ZJLX DLR_XM=*
  DLR_ZJHM 代理人证件号码 s50 DLR_XM=* id@DLR_ZJLX=111
  DLR_SJ 代理人手机 s11 DLR_XM=* mobile
  DLR_WTSX 委托事项 s200 DLR_XM=*
  DLR_WTQX 委托期限 day DLR_XM=*
  SJR_XM 收件人 s50 EXPRESSTYPE=0
  SJR_DH 收件电话 s20 EXPRESSTYPE=0 phone
  SJR_DZ 收件地址 a EXPRESSTYPE=0
`

const M01 = `
  QYMC 企业名称 s120 M
  MC_XZQH 行政区划 s40 W
  MC_ZH 字号 s40 M
  MC_HY 行业 s40 M
  MC_ZZXS 组织形式 c:ZZXS M
  MC_SBWH 名称申报文号 s40 W
  QYLX 企业类型 c:QYLX M
  ZS 住所 a M
  ZS_SYFS 住所使用方式 c:ZSSY M
  LXDH 联系电话 s20 M phone
  YZBM 邮政编码 s6 W
  ZCZB 注册资本(元) y M
  BZ 币种 =CNY M
  JYQX 经营期限 term M
  JYFW 经营范围 s2000 M
  JYTM 经营范围条目 L1-50 M
  JYTM[n].DM 条目代码 s10 M
  JYTM[n].MC 条目名称 s200 M
  HYDM 行业代码 s5 M
  CYRS 从业人数 i6 M
  FBSL 副本数 i2 M
  FR_XM 姓名 s50 M
  FR_ZJLX 证件类型 c:ZJLX M
  FR_ZJHM 证件号码 s50 M id@FR_ZJLX=111
  FR_SJ 手机 s11 M mobile
  FR_ZW 职务 c:ZW M
  RY 任职人员 L1-30 M
  RY[n].XM 姓名 s50 M
  RY[n].ZJLX 证件类型 c:ZJLX M
  RY[n].ZJHM 证件号码 s50 M id@ZJLX=111
  RY[n].ZW 职务 c:ZW M
  RY[n].CS 产生方式 c:CSFS W
  RY[n].SJ 手机 s11 W mobile
  LLY_XM 联络员 s50 M
  LLY_ZJLX 联络员证件类型 c:ZJLX M
  LLY_ZJHM 联络员证件号码 s50 M id@LLY_ZJLX=111
  LLY_SJ 联络员手机 s11 M mobile
  LLY_YX 联络员邮箱 s60 W
  CW_XM 财务负责人 s50 W
  CW_ZJLX 财务证件类型 c:ZJLX W
  CW_ZJHM 财务证件号码 s50 W id@CW_ZJLX=111
  CW_SJ 财务手机 s11 W mobile
  SLZZ 申领纸质执照 b M
  GZKZ 公章刻制套数 i1 M
  ZSCN 住所承诺编号 s40 M
`

const M02 = `
  ZTMC 市场主体名称 s120 M
  TYDM 统一社会信用代码 s18 M uscc
  ZTLX 主体类型 c:QYLX M
  FRMC 法定代表人/经营者 s50 M
  SQLX 申请类型 c:BLLX M
  ZBSL 正本数 i1 M
  FBSL 副本数 i2 M
  YSFS 遗失声明方式 c:YSSM SQLX=10
  YSBH 声明编号 s40 SQLX=10
  YSRQ 声明日期 day SQLX=10
  HZRQ 原核准日期 day W
  SQLY 申请理由 s200 M
`

const M03 = `
  JYZMC 经营者名称 s120 M
  TYDM 统一社会信用代码 s18 M uscc
  FR_XM 法定代表人(负责人) s50 M
  FR_ZJLX 证件类型 c:ZJLX M
  FR_ZJHM 证件号码 s50 M id@FR_ZJLX=111
  FR_SJ 手机 s11 M mobile
  FR_DH 固定电话 s20 W
  DZ 地址 L2-12 M
  DZ[n].DZLB 地址类别 c:DZLB M
  DZ[n].QH 区划 area M
  DZ[n].XZ 详细地址 s200 M
  DZ[n].MJ 面积(㎡) n2 W
  ZTYT 主体业态 c:ZTYT M
  WLJY 网络经营 b M
  WZ 网址 s200 WLJY=Y
  STMD 实体门店 b WLJY=Y
  ZYCF 中央厨房 b ZTYT=2!
  JTPS 集体用餐配送 b ZTYT=2!
  YYFS 经营方式 c:YYFS ZTYT=1!
  CYGM 餐饮规模 c:CYGM ZTYT=2!
  YBZ 仅销售预包装 b M
  JYXM 经营项目 k;:SPXM M
  CYRS 从业人员数 i5 W
  JKZS 健康证数 i5 W
  AQY 食品安全管理人员 L1-10 M
  AQY[n].XM 姓名 s50 M
  AQY[n].SFZH 身份证号 s18 M id
  AQY[n].ZSH 证书号 s40 M
  AQY[n].LX 专兼职 c:ZJZ M
  SPZJ 食品安全总监 s50 W
  CJYL 厨余垃圾协议编号 s40 ZTYT=2/3
`

const M04 = `
  DWMC 单位名称 s120 M
  TYDM 统一社会信用代码 s18 M uscc
  QYLX 企业类型 c:QYLX M
  JJLX 经济类型 c:JJLX M
  CLRQ 成立日期 day M
  ZCZB 注册资本(元) y M
  XKSX 许可经营事项 =劳务派遣 M
  ZS 住所 a M
  CS 经营场所 a M
  CS_MJ 场所面积(㎡) n2 M
  CS_CQ 场所产权 c:ZSSY M
  CS_ZQ 租期至 day W
  FR_XM 姓名 s50 M
  FR_ZJLX 证件类型 c:ZJLX M
  FR_ZJHM 证件号码 s50 M id@FR_ZJLX=111
  FR_SJ 手机 s11 M mobile
  SS 办公设施 L1-50 M
  SS[n].MC 名称 s60 M
  SS[n].SL 数量 i5 M
  SS[n].BZ 备注 s100 W
  ZD 管理制度名称 s1000 M
  ZZRS 专职人员数 i5 M
  YZBH 验资审计报告编号 s40 M
  YZJE 验资报告金额(元) y M
`

/** §3.6: the lines that every matter has before its own. */
export const COMMON_ROWS: readonly FieldRule[] = readRows(ROWS_OF_ALL)

/** §4.4: the lines of the matters of companies, in their order. */
export const ROWS_OF_COMPANIES = {
  M01: readRows(M01),
  M02: readRows(M02),
  M03: readRows(M03),
  M04: readRows(M04),
} as const
