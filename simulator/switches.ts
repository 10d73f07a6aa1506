import { BEHAVIOURS, type Behaviour } from './contract.ts'

/** What each behaviour is, for whoever runs a region. */
export const MEANINGS: Readonly<Record<Behaviour, string>> = {
  ok: '照接口办到底',
  quiet: '登记后不再报进展',
  correction: '要求补正一次',
  refuse: '不予受理',
  deny: '不予许可',
  slow: '过很久才应答',
  down: '不应答就断开',
  'error-in-200': '应答成功,里面是字段错误',
  busy: '答系统繁忙',
  html: '答一个网页',
  gbk: '声明 UTF-8,发的是 GBK(西藏相反)',
  reset: '收下报文后断开,不应答',
  hang: '收下报文后一直不应答',
  'duplicate-callback': '每条进展报两次',
  'callback-first': '应答之前先报进展',
  'out-of-order': '第二条进展先于第一条',
  'unknown-status': '报一个没约定的状态',
  'unknown-case': '报一个不存在的办件的进展',
  'other-case-answer': '应答里是别的办件的编号',
  flood: '应答大得没有尽头',
  'wrong-signature': '第一条进展(或应答)先带错误的签名来一次',
  'clock-off': '第一条进展先带着慢 10 分钟的发送时间来一次',
  'masked-id': '应答或进展里的证件号码打了星号',
  'rare-name': '经办人姓名含 4 字节的字',
  'new-codes': '换了码表,我方的码值被退回',
  'new-form': '换了表单版本,要一个我方没有的栏目',
  'secret-expired': '令牌(会话、密钥)中途失效',
  'ask-again': '有材料没收到,要求重发地址',
}

/** Behaviours that mean nothing in a region, and why. */
const WITHOUT: Readonly<Record<string, Partial<Record<Behaviour, string>>>> = {
  '130000': { 'ask-again': '材料先传到本省,没有取件地址' },
  '310000': {},
  '320000': {
    html: '没有 HTTP 应答',
    gbk: '没有 HTTP 应答;行里的 XML 本来就是 GBK',
    reset: '没有 HTTP 应答',
    'secret-expired': '连数据库用账号口令,没有令牌',
    'ask-again': '材料在行里,没有取件地址',
    'clock-off': '行没有发送时间,不按时钟收拒',
  },
  '330000': { 'ask-again': '材料先传到本省,没有取件地址' },
  '370000': { 'secret-expired': '每个报文都用固定密钥签名,没有令牌', 'ask-again': '材料在报文里,没有取件地址' },
  '420000': {
    'secret-expired': '注册码按年更换、新旧并行,没有令牌',
    'ask-again': '材料在报文里,没有取件地址',
  },
  '440000': { 'secret-expired': '每个报文都用固定密钥签名,没有令牌', 'ask-again': '材料在报文里,没有取件地址' },
  '500000': { 'secret-expired': '每个报文都用私钥签名,没有令牌' },
  '520000': { 'ask-again': '材料先传到本省,没有取件地址' },
  '540000': {
    'secret-expired': '文件交换没有令牌',
    'ask-again': '材料在包里,没有取件地址',
    'clock-off': '包没有发送时间,不按时钟收拒',
  },
  '610000': {
    'secret-expired': '登录用账号口令与固定密钥,没有令牌',
    'ask-again': '材料在包里,没有取件地址',
    'clock-off': '文件没有发送时间,不按时钟收拒',
    'wrong-signature': '回告文件没有签名,只有整件标记',
  },
}

/** Those that a region can play. */
export function behavioursOf(region: string): readonly Behaviour[] {
  return BEHAVIOURS.filter((behaviour) => withoutReason(region, behaviour) === null)
}

/** Why a behaviour means nothing in a region; null where it does. */
export function withoutReason(region: string, behaviour: Behaviour): string | null {
  return WITHOUT[region]?.[behaviour] ?? null
}

/** The same as lines to read: what it plays, then what means nothing there. */
export function switchesOf(region: string): string[] {
  const played = behavioursOf(region).map((behaviour) => `  ${behaviour.padEnd(20)} ${MEANINGS[behaviour]}`)
  const others = BEHAVIOURS.flatMap((behaviour) => {
    const reason = withoutReason(region, behaviour)
    return reason === null ? [] : [`  ${behaviour.padEnd(20)} ${reason}`]
  })
  return ['--behave 可以是:', ...played, ...(others.length > 0 ? ['对这个地区没有意义:', ...others] : [])]
}
