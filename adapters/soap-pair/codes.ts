/** What the region's codes say in a message or record; a field's own sentence says what exactly. */
const MEANINGS: Readonly<Record<string, string>> = {
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
}

/** The words for a code. */
export function meaningOf(code: string): string {
  return MEANINGS[code] ?? MEANINGS['-41'] ?? ''
}

const MISSING = ['required', 'original']
const NOT_IN_TABLE = ['code', 'unexpected', 'exempt', 'filler', 'unknown']
const ILL_FORMED = [
  'format',
  'too-long',
  'too-short',
  'checksum',
  'inner-checksum',
  'characters',
  'spaces',
  'date',
  'range',
  'duplicate',
  'charset',
]
const FILE_FORMAT = ['file-type', 'file-format', 'file-mismatch', 'file-name']

/** The field code for a fault of ours; whatever is none of the plain ones says that values do not go together. */
export function fieldCodeOf(fault: string): string {
  if (MISSING.includes(fault)) return '-931'
  if (NOT_IN_TABLE.includes(fault)) return '-932'
  if (ILL_FORMED.includes(fault)) return '-933'
  if (FILE_FORMAT.includes(fault)) return '-914'
  return fault.startsWith('file-') || fault === 'too-large' ? '-915' : '-934'
}
