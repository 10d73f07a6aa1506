const codes = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const range = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(2, '0')).join(' ')

/** The code tables of §5.1 that M02, M07, the common part and the feedback use. */
export const TABLES = {
  XB: codes('0 1 2 9'),
  MZ: codes(`${range(1, 56)} 97 98`),
  PSNCERT: codes('01 02 03 04 05 06 07 08 16 17 99'),
  BLMS: codes('1 2 3 4 5'),
  LQFS: codes('1 2 3 4'),
  HYFS: codes('01 02 03 04 05'),
  HYJG: codes('1 2'),
  QYLX: codes('1100 1110 1120 1121 1122 1123 1124 1130 1140 1150 1151 1152 1153 1190 1200 1210'),
  BLLX: codes('1 2 3 4'),
  YSSM: codes('1 2'),
  GX: codes('01 02 10 20 30 50 51 52 60 70 99'),
  INSUTYPE: codes('310 390'),
  COTY: codes('1 2 3 4 9'),
  REA: codes('1 2 9'),
  ONLN: codes('1 2'),
  QYFW: codes('1 2'),
  CLXS: codes('1 2 3 4'),
  MTJ: codes('N E D P'),
  SXDW: codes('1 2'),
  JG: codes('1 2'),
  HJ: codes('1 2 3'),
  TBCXLX: codes('1 2'),
  BLJG: codes('1 2 3'),
  WSLX: codes('02 03 04 05 06 07 09 14 15 16'),
  FKLX: codes(range(1, 17)),
} as const

export type TableName = keyof typeof TABLES

/** What the codes of §5.2 say. */
export const MESSAGES: Readonly<Record<string, string>> = {
  '10': '成功',
  '-41': '部分数据异常',
  '-42': '发送单位不存在',
  '-43': '接收单位不存在',
  '-50': '授权注册码校验失败',
  '-52': '报文时间超窗',
  '-61': '重复且内容一致',
  '-62': '重复但内容不一致',
  '-63': '业务协同编号不存在',
  '-64': '办件状态不允许',
  '-65': '反馈序号缺口',
  '-72': '非法事项、模式或方向',
  '-99': '系统繁忙',
  '-913': '材料名称或类别异常',
  '-914': '材料格式异常',
  '-915': '材料内容异常',
  '-931': '必填项缺失',
  '-932': '码值不在码表',
  '-933': '格式、长度或校验位错误',
  '-934': '勾稽关系不成立',
  '-935': '主体或人员与登记库不符',
}
