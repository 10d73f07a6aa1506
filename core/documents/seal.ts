/** What the signature in a document says of it; the worst first. */
export const SEAL_STATES = {
  changed: '文件在签章后被改动',
  forged: '签名与证书不符,签章不可信',
  unread: '带有签章,但读不懂',
  unsupported: '带有签章,但算法或写法本网关不认',
  ended: '签章时证书未到或已过有效期',
  untrusted: '签章与文件相符,但颁发者不在信任名单',
  appended: '签章有效,但之后文件又被追加了内容',
  valid: '签章有效',
  none: '未带签章',
} as const

export type SealState = keyof typeof SEAL_STATES

/** What is found of a document's signatures. Names are as their certificates have them. */
export interface Seal {
  readonly state: SealState
  /** whose certificate it is and who issued it, '' where that cannot be read */
  readonly signer: string
  readonly issuer: string
  /** when it was signed as the signer says, ms; null where it is not said */
  readonly signedAt: number | null
}

/** Looks for signatures in documents that came. Never throws, whatever the bytes are. */
export interface SealDesk {
  /** `now` counts where the signer does not say when it was signed, ms. */
  check(bytes: Uint8Array, now: number): Promise<Seal>
}

export const NO_SEAL: Seal = { state: 'none', signer: '', issuer: '', signedAt: null }

/** Of several signatures the one that decides: the worst. */
export function worstSeal(seals: readonly Seal[]): Seal {
  const order = Object.keys(SEAL_STATES)
  return seals.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? NO_SEAL
}

/** The finding in a sentence for whoever looks at the document. */
export function sealWords({ state, issuer }: Pick<Seal, 'state' | 'issuer'>): string {
  const named = issuer !== '' && (state === 'valid' || state === 'appended' || state === 'untrusted')
  return named ? `${SEAL_STATES[state]}，颁发者 ${issuer}` : SEAL_STATES[state]
}
