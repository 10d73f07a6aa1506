import type { Fault } from './fault.ts'

/** How a code is told. */
export interface CodeRow {
  readonly status: number
  readonly title: string
  readonly fix: string
  /** where in the request body the faults' paths begin; RFC 6901, '' where it is left out */
  readonly root?: string
}

/**
 * Every known fault that a caller may meet: its HTTP status, its title, whose side it is and what to do.
 * One row a code; the API renders it as RFC 9457 problem+json.
 */
export const CODES = {
  unauthorized: { status: 401, title: '未登录或令牌无效', fix: '请重新登录,或用本岗位的令牌' },
  forbidden: { status: 403, title: '本岗位无权做这一步', fix: '请由有权的岗位办理' },
  'sign-in-failed': { status: 401, title: '账号或密码不对', fix: '请核对账号和密码;忘记密码请找管理员' },
  'account-locked': { status: 429, title: '已锁定', fix: '请到时再试,或请管理员解锁' },
  'sign-in-busy': { status: 503, title: '同时登录的人太多', fix: '请稍后重试' },
  'set-up-code': { status: 403, title: '设置码不对', fix: '请输入网关启动时在控制台上显示的一次性设置码' },
  'account-invalid': { status: 422, title: '账号或密码不合要求', fix: '请逐项改正' },
  'cross-site': { status: 403, title: '请求不是从本系统的页面发出的', fix: '请在本系统的页面上操作' },
  'roles-conflict': { status: 422, title: '这些岗位不能由同一人担任', fix: '请分给两个人' },
  'own-roles': { status: 403, title: '自己的岗位和在岗状态不能自己改', fix: '请由另一位管理员更改' },
  'last-admin': { status: 409, title: '至少保留 1 位管理员', fix: '请先授予另一人管理员岗位' },
  'document-missing': { status: 409, title: '这份文书现在还出不了', fix: '请看原因,办到那一步后再出具' },
  'pdf-elsewhere': {
    status: 501,
    title: '这个网关不做 PDF',
    fix: '请打开打印网页,用浏览器的“打印”存为 PDF;PDF 由运行在 Node 上的网关做',
  },
  'closing-incomplete': { status: 409, title: '还不能归档', fix: '请逐项办完再归档' },
  'not-found': { status: 404, title: '没有这一项', fix: '请核对编号' },
  'case-unknown': { status: 404, title: '没有这个办件', fix: '请核对办件编号' },
  'query-closed': { status: 422, title: '这个地区不提供进度查询', fix: '请等对方推送,或电话询问对方' },
  'matter-unknown': { status: 422, title: '没有这个事项', fix: '请从事项清单中选择' },
  'region-unknown': { status: 422, title: '没有这个地区', fix: '请从地区清单中选择' },
  'direction-closed': { status: 422, title: '这个地区不接收这个事项', fix: '请核对合作协议的范围' },
  'mode-closed': { status: 422, title: '这个地区不支持这种办理方式', fix: '请换一种办理方式' },
  'agreement-suspended': {
    status: 422,
    title: '与这个地区的协议暂不执行',
    fix: '请改走该地区的窗口,或等恢复执行后再报',
  },
  'agreement-expired': { status: 422, title: '与这个地区的协议已到期', fix: '新办件请等协议续签;在办件不受影响' },
  'form-invalid': { status: 422, title: '表单或材料有问题', fix: '请逐项改正后再交', root: '/form' },
  'slip-unknown': { status: 409, title: '这个办件没有回告单', fix: '请等对方经网络的答复' },
  'slip-invalid': { status: 422, title: '回告单有问题,不得入库', fix: '请逐项与对方核对' },
  'slip-differs': { status: 422, title: '复核所见与录入的不一致', fix: '请对照回告单;录入有误的退回重录' },
  'slip-own': { status: 403, title: '自己录入的回告单不能自己复核', fix: '请由另一位工作人员复核' },
  'step-invalid': { status: 422, title: '这一步的内容有问题', fix: '请逐项补齐后再办' },
  'body-invalid': { status: 400, title: '请求体读不懂', fix: '请按接口文档核对请求体' },
  'media-type': { status: 415, title: '请求体的格式不收', fix: '请用 application/json(UTF-8)' },
  'headers-too-large': { status: 431, title: '请求头太长', fix: '请缩短请求头后再发' },
  'request-malformed': { status: 400, title: '不是能读懂的 HTTP 请求', fix: '请核对客户端与代理的设置' },
  'body-too-large': { status: 413, title: '请求体太大', fix: '请缩小后再传' },
  'file-invalid': { status: 422, title: '文件不合要求', fix: '请按要求重新扫描或转换' },
  'file-too-large': { status: 413, title: '文件太大', fix: '请压缩后再传' },
  'upload-conflict': { status: 409, title: '上传接不上', fix: '请重新选择这个文件,会从已收到的地方接着传' },
  'idempotency-key-missing': {
    status: 400,
    title: '缺少 Idempotency-Key',
    fix: '请为每个新办件带一个唯一的 Idempotency-Key 请求头',
  },
  'idempotency-conflict': {
    status: 409,
    title: '同一个 Idempotency-Key 已用于别的内容',
    fix: '请换一个新的 Idempotency-Key,或按原内容重发',
  },
  'too-many-tries': { status: 429, title: '试得太多', fix: '请到时再试,或到任一通办窗口办理' },
  'look-ended': { status: 401, title: '查询已结束', fix: '请凭凭证编号、手机尾号和新的验证码重新查询' },
  'ticket-full': { status: 429, title: '同一对象的留言已很多', fix: '请等已有留言答复后再提,急事请打监督电话' },
  'ticket-own': { status: 403, title: '与自己经手的办件有关的工单由别人办', fix: '请由另一位工作人员认领' },
  'ticket-taken': { status: 409, title: '工单已由别人认领', fix: '请刷新列表,另领一件' },
  'rating-given': { status: 409, title: '这个环节已经评价过', fix: '每个环节评价一次;对整改有意见请看工单的答复' },
  'rating-own': {
    status: 403,
    title: '自己经手的办件不能自己代录评价',
    fix: '请由另一位工作人员代录,或请申请人凭评价码自评',
  },
  'draft-conflict': { status: 409, title: '草稿已另有新版', fix: '请取草稿的现版本,合并后再存' },
  'draft-submitted': { status: 409, title: '这份草稿已经报送', fix: '请查看报送成的办件;另有改动请补正或撤回' },
  'definition-invalid': { status: 422, title: '定义有问题', fix: '请逐项改正后存为新版' },
  'registry-invalid': { status: 422, title: '登记表有问题', fix: '请逐行改正后再导入' },
  'own-version': { status: 403, title: '自己写的版本不能自己审核', fix: '请由另一位管理员审核' },
  'key-missing': { status: 409, title: '密钥库里缺少密钥', fix: '请由管理员存入密钥' },
  'state-conflict': { status: 409, title: '办件现在的状态不允许这一步', fix: '请刷新办件后再看下一步' },
  'revision-conflict': { status: 409, title: '补正所依据的版本不是现版本', fix: '请查询办件的现版本后重新补正' },
  busy: { status: 503, title: '同一办件正在被多处处理', fix: '请稍后重试' },
  internal: { status: 500, title: '网关内部错误', fix: '请把错误编号告诉管理员' },
} as const satisfies Record<string, CodeRow>

export type Code = keyof typeof CODES

/** A fault that is known and expected to reach the caller; everything else thrown is a bug and reaches the caller only as an id. */
export class GatewayError extends Error {
  readonly code: Code
  readonly detail: string
  readonly faults: readonly Fault[]
  constructor(code: Code, detail: string = CODES[code].title, faults: readonly Fault[] = []) {
    super(`${code}: ${CODES[code].title}`)
    this.name = 'GatewayError'
    this.code = code
    this.detail = detail
    this.faults = faults
  }
}
