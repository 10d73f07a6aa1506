import type { Charset } from './charset.ts'
import type { Checked } from './fault.ts'
import type { JsonObject } from './json.ts'

/** What one request's signature is made of, for a person to hold against what the partner computed. No member holds the secret: where it stands there is a mask. */
export interface ExplainedSignature {
  readonly scheme: string
  /** bytes that are no text stand before it in hex, between 〔〕 */
  readonly stringToSign: string
  readonly charset: Charset
  /** lower-case hex of all that is signed: bytes that are no text, then the string's in that charset; the mask stands for the secret's */
  readonly bytesHex: string
  readonly sizeBytes: number
  readonly algorithm: string
  /** the algorithm's raw output in lower-case hex */
  readonly digest: string
  /** the output as it goes onto the wire */
  readonly signature: string
  readonly headers: Readonly<Record<string, string>>
  readonly comparison?: SignatureComparison
}

/**
 * How a partner's signature or string to sign relates to ours. `same-string` with another signature: key, charset or encoding differ.
 * `at` counts characters of `stringToSign` from 1, `line` its lines; texts are what follows there, masked.
 */
export type SignatureComparison =
  | { readonly verdict: 'same' | 'same-string' }
  /** `causes`: what, changed on our side, gives exactly theirs; empty where nothing that was tried does */
  | { readonly verdict: 'other-signature'; readonly causes: readonly string[] }
  | {
      readonly verdict: 'other-string'
      readonly at: number
      readonly line: number
      readonly ours: string
      readonly theirs: string
    }

/** What a person must know of a certificate; nothing of it is believed. */
export interface CertificateFacts {
  /** SHA-256 of the whole, lower-case hex */
  readonly fingerprint: string
  readonly kind: 'rsa' | 'sm2'
  /** ms */
  readonly notBefore: number
  readonly notAfter: number
}

/** Explains signatures of every scheme there is. */
export interface SignatureDesk {
  /** `request` is the JSON Schema of what `explain` takes for the scheme */
  readonly schemes: readonly {
    readonly name: string
    readonly title: string
    readonly source: string
    readonly request: JsonObject
  }[]
  /** Every certificate (PEM) in a text that has an RSA or an SM2 key; [] where it has none. */
  certificatesIn(text: string): CertificateFacts[]
  /** Faults: an unknown scheme, a request that lacks something, a key that is none for the scheme. */
  explain(asked: {
    readonly scheme: string
    readonly request: unknown
    readonly key: Uint8Array
    readonly theirs?: string | undefined
  }): Promise<Checked<ExplainedSignature>>
}
