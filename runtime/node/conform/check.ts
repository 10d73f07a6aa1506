import type { Check, SeenExchange, Verdict } from '../../../core/conformance/report.ts'

/** What came of a check. */
export interface Finding {
  readonly verdict: Verdict
  /** one Chinese sentence or a few, without a secret */
  readonly detail: string
  /** what to look at, where this failure says more than its check does */
  readonly fix?: string
  readonly exchanges?: readonly SeenExchange[]
}

/** Every check of the kit but those of the single matters. */
export const CHECKS = {
  connect: {
    id: 'connect',
    title: '连得上',
    proves: '网关能与对方的地址建立连接',
    fix: '核对地址与端口、双方防火墙和白名单',
  },
  certificate: {
    id: 'certificate',
    title: '证书',
    proves: '对方的 TLS 证书由受信任的机构签发、与域名相符,30 天内不到期',
    fix: '请对方更换证书,或把其签发机构加入本机信任',
  },
  clock: {
    id: 'clock',
    title: '时钟',
    proves: '双方时钟相差不超过 1 分钟,签名的时间窗口能用',
    fix: '双方各自对时(NTP)',
  },
  signature: {
    id: 'signature',
    title: '签名与密钥',
    proves: '对方不收用别的密钥签名或加密的报文',
    fix: '请对方核对是否真的验签;不验签的接口不能上线',
  },
  correction: {
    id: 'correction',
    title: '补正往返',
    proves: '对方要求补正,本方读得懂要补什么,补正后的报文对方收下',
    fix: '对照接口文档的补正一节核对补正通知与补正报文',
  },
  duplicate: {
    id: 'duplicate',
    title: '重复报文',
    proves: '同一报文再发一次,对方答同一个办件编号,不登记成两件',
    fix: '请对方按报文编号或办件编号去重,重复时给原来的编号',
  },
  bigFile: {
    id: 'big-file',
    title: '大附件',
    proves: '接口文档允许的最大附件能送达',
    fix: '核对双方网关、代理与应用的报文长度上限',
  },
  unknownStatus: {
    id: 'unknown-status',
    title: '未知状态',
    proves: '对方回告没有约定的状态时,办件留给人看,不被误推',
    fix: '核对地区定义的状态表',
  },
  callback: {
    id: 'callback',
    title: '进度回告',
    proves: '对方的回告验得过签名、对得上办件,并推动办件',
    fix: '核对回告地址、回告密钥和序号;本方拒收的原因见证据',
  },
} as const satisfies Record<string, Check>

/** The check that a region's own everyday sample of a matter is accepted. */
export function goldenCheck(matter: string, name: string): Check {
  return {
    id: `golden-${matter}`,
    title: `${matter} ${name}`,
    proves: '照接口文档样例写出的申报,对方收下并登记',
    fix: '按对方所答的字段对照接口文档:是样例过时、映射有误,还是对方校验与文档不符',
  }
}
