import { readRows } from './field-rules.ts'

const M05 = `
  AAC002 社会保障号码 s18 M id
  AAC003 姓名 s50 M
  BAZ103 姓名扩展 s100 W
  AAC004 性别 c:XB M
  AAC005 民族 c:MZ M
  AAC006 出生日期 day M
  AAC161 国籍 c:GJ M
  AAC058 证件类型 c:RSZJ M
  AAC147 证件号码 s20 M id@AAC058=01
  AAC059 证件有效期止 day M
  AAC009 户口性质 c:HKXZ M
  AAC010 户口所在地 s200 W
  AAE005 移动电话 s11 M mobile
  AAE006 联系地址 s200 M
  AAE007 邮编 s6 W
  AAB301 参保区划 area M
  AAE008 银行类别 c:YH M
  SLLX 申领类型 c:SLLX M
  LKWD 领卡网点代码 s20 M
  JHR_XM 监护人姓名 s50 O
  JHR_ZJLX 监护人证件类型 c:RSZJ JHR_XM=*
  JHR_ZJHM 监护人证件号码 s50 JHR_XM=* id@JHR_ZJLX=01
  JHR_SJ 监护人手机 s11 JHR_XM=* mobile
  JHR_GX 与监护人关系 c:GX JHR_XM=*
  ZYDM 职业类别 c:ZY M
`

const M06 = `
  XM 姓名 s50 M
  SBH 社会保障号 s18 M id
  XB 性别 c:XB M
  CSRQ 出生日期 day M
  ZJLX 证件类型 c:RSZJ M
  ZJHM 证件号码 s50 M id@ZJLX=01
  HJ 户籍地址 a M
  ZC_QH 原参保区划 area M
  ZC_JGMC 原经办机构名称 s120 M
  ZC_JGBH 原经办机构编号 s20 W
  ZC_JGDH 原经办机构电话 s20 W
  ZC_JGDZ 原经办机构地址 s200 W
  ZC_JGYB 原经办机构邮编 s6 W
  ZC_GRBH 原个人编号 s20 W
  ZR_QH 新参保区划 area M
  ZR_JGMC 新经办机构名称 s120 M
  ZR_JGBH 新经办机构编号 s20 W
  ZR_DWMC 新参保单位名称 s120 W
  ZR_DWBH 新参保单位编号 s20 W
  ZR_DWLX 新参保单位类型 c:DWLX W
  XZ 险种 =110 M
  JFQ 缴费起 ym W
  JFZ 缴费止 ym W
  SJYS 实际缴费月数 i4 W
  STYS 视同缴费月数 i4 W
  ZHBJ 个人账户本金(元) y W
  ZHLX 个人账户利息(元) y W
  PZBH 缴费凭证编号 s30 W
  ZYYY 转移原因 c:ZYYY M
  JFDC 缴费档次 c:JFDC M
`

const M07 = `
  RYBH 人员编号 s30 W
  ZJLX 证件类型 c:ZJLX M
  ZJHM 证件号码 s50 M id@ZJLX=111
  XM 姓名 s50 M
  XB 性别 c:XB M
  MZ 民族 c:MZ M
  CSRQ 出生日期 day M
  SJHM 联系电话 s11 M mobile
  XZ 险种 c:XZ M
  CBQH 参保区划 area M
  DWBH 单位编号 s20 W
  DWMC 单位名称 s120 W
  JYQH 就医地区划 area M
  BALX 备案类型 c:BALX M
  AZYY 安置原因 c:AZYY W
  JGMC 就医地机构名称 s120 W
  JGLXR 就医地机构联系人 s50 W
  JGDH 就医地机构电话 s20 W
  LWFS 联网方式 c:LWFS M
  JWDZ 居外地址 a M
  BAQX 备案期限 term M
  YHZH 银行账号 s30 W
  YHHM 户名 s100 W
  YHHH 行号 s20 W
  DBRGX 代办人关系 c:GX DLR_XM=*
  DBRDZ 代办人地址 s200 DLR_XM=*
  BZ 备注 s500 W
  MTB 是否门诊慢特病 b M
  MTJG 慢特病定点机构名称 s120 MTB=Y
`

const M08 = `
  LXHBH 联系函编号 s16 M
  JYLX 交易类型 =0 M
  SCRQ 生成日期 ymd M
  ZCJGBH 转出中心编号 s15 M
  ZCZXMC 转出中心名称 s100 M
  YGZDW 原工作单位 s120 M
  YGJJZH 原公积金账号 s20 M
  ZGXM 姓名 s50 M
  ZJLX 证件类型 c:GJJZJ M
  ZJHM 证件号码 s18 M id@ZJLX=01
  ZRZH 转入资金账号 s30 M
  ZRHM 转入户名 s100 M
  ZRYH 转入开户行 s100 M
  WTYH 委托银行 c:YH W
  ZRLXFS 转入中心联系方式 s100 M
  XJCDW 现缴存单位 s120 M
  XGJJZH 现公积金账号 s20 M
  BY1 备用1 s200 W
  BY2 备用2 s200 W
  DKBZ 有无未结清公积金贷款 b M
`

const M09 = `
  YWXTBH 业务协同编号 s50 M
  YWLSH 业务流水号 s50 M
  QYFW 区域范围 =1 M
  QY_FX 迁移方向 c:QYFX M
  SQR_SFHM 公民身份号码 s18 M id
  SQR_XM 姓名 s50 M
  SQR_DH 电话 s11 M mobile
  SQR_ZZ 住址 a M
  QYR 迁移人 L1-5 M
  QYR[n].SFHM 公民身份号码 s18 M id
  QYR[n].XM 姓名 s50 M
  QYR[n].XB 性别 c:XB M
  QYR[n].MZ 民族 c:MZ M
  QYR[n].CSRQ 出生日期 day M
  QYR[n].GX 与申请人关系 c:GX M
  QYYY 迁移原因 =11 M
  QCD 迁出地 a M
  QCD_JGDM 迁出登记机关代码 s12 M
  QCD_JGMC 迁出登记机关名称 s100 M
  QRD 迁入地 a M
  QRD_JGDM 迁入登记机关代码 s12 M
  QRD_JGMC 迁入登记机关名称 s100 M
  ZQZBH 准迁证编号 s40 W
  QFJGDM 签发机关代码 s12 W
  QFJGMC 签发机关名称 s100 W
  QFRQ 签发日期 day W
  YXQJZ 有效期截止 day W
  CBR 承办人 s50 W
  SLDM 受理单位代码 s12 M
  SLMC 受理单位名称 s100 M
  SLDH 受理单位电话 s20 M phone
  SLR_XM 受理人姓名 s50 M
  SLR_SFH 受理人身份号 s18 M id
  SLR_DH 受理人电话 s20 M phone
  SLSJ 受理时间 dt M
  BZ 备注 s500 W
  HYZK 婚姻状况 c:HYZK M
  JHZH 结婚证字号 s40 M
`

const M10 = `
  XM 姓名 s50 M
  XB 性别 c:XB M
  CSRQ 出生日期 day M
  MZ 民族 c:MZ M
  SFZH 身份证号 s18 M id
  ZZ 住址 a M
  SJHM 联系电话 s11 M mobile
  WHCD 文化程度 c:WHCD W
  CYZGZH 从业资格证号 s20 M
  CYLB 从业资格类别 k,:CYLB M
  CLRQ 初领日期 day M
  FZRQ 发证日期 day M
  YXQX 有效期 term M
  FZJG 发证机关 s100 M
  FZJGDM 发证机关代码 s18 M
  CXDJ 诚信考核等级 c:CXDJ W
  CXRQ 诚信考核日期 day W
  JXJY 继续教育完成 b M
  JSZH 驾驶证号 s18 M
  ZJCX 准驾车型 s20 M
  JSCL 初领日期 day M
  JSYXQ 有效期止 day M
  SQLX 申请类型 c:ZGSQ M
  BGQ 变更前 s200 SQLX=C
  BGH 变更后 s200 SQLX=C
  FWDW 服务单位 s120 W
  JYXK 经营许可证号 s40 W
  WSGCN 三年无重大责任事故 =Y M
  ZPHZ 照片回执号 s30 M
`

/** §4.4: the lines of the matters of people, in their order. */
export const ROWS_OF_PEOPLE = {
  M05: readRows(M05),
  M06: readRows(M06),
  M07: readRows(M07),
  M08: readRows(M08),
  M09: readRows(M09),
  M10: readRows(M10),
} as const
