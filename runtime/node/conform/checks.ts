/** How a check ended; `not-run` never counts as passed. */
export type Verdict = 'passed' | 'failed' | 'not-run'

/** What a check is called and what a partner's engineer may conclude where it passes. */
export interface Check {
  readonly id: string
  readonly title: string
  readonly proves: string
}

/** A check with what came of it; `detail` holds neither personal data nor a secret. */
export interface CheckResult extends Check {
  readonly verdict: Verdict
  readonly detail: string
  readonly ms: number
}

/** Every check of the kit but those of the single matters, by its id. */
export const CHECKS = {
  reachable: { id: 'reachable', title: '连得上', proves: '网关能与对方的地址建立连接并得到应答' },
  clock: { id: 'clock', title: '时钟一致', proves: '双方时钟相差不超过 10 分钟,签名的时间窗口能用' },
  duplicate: { id: 'duplicate', title: '重复报文', proves: '同一报文再发一次,对方不会登记成两件' },
  wrongKey: { id: 'wrong-key', title: '错误密钥', proves: '对方不收用别的密钥签名或加密的报文' },
  correction: { id: 'correction', title: '补正往返', proves: '对方要求补正,补正后的报文对方收下' },
  bigFile: { id: 'big-file', title: '大附件', proves: '接口文档允许的最大附件能送达' },
  callback: { id: 'callback', title: '进度回告', proves: '对方的回告验得过签名,并推动办件' },
  unknownStatus: { id: 'unknown-status', title: '未知状态', proves: '对方回告没有约定的状态时,办件不会被误推' },
} as const satisfies Record<string, Check>

/** The check that the document's everyday sample of a matter is accepted. */
export function goldenCheck(matter: string, name: string): Check {
  return { id: `golden-${matter}`, title: `${matter} ${name}`, proves: '按接口文档样例写出的申报,对方收下并登记' }
}

/** Checks that the kit does not run yet, with the reason. */
export const NOT_YET: readonly (readonly [Check, string])[] = [
  [CHECKS.correction, '本工具还不会等对方发起补正,请在联调时人工核对'],
  [CHECKS.bigFile, '本工具还不会送最大附件,请在联调时人工核对'],
  [CHECKS.callback, '临时网关没有对外的地址,收不到对方的回告'],
  [CHECKS.unknownStatus, '要由对方发起,本工具还不会请对方发出'],
]
