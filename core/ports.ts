/** Time, in milliseconds since the epoch; the only clock that core, adapters and api may read. */
export interface Clock {
  now(): number
  /** Resolves after `ms`; a test clock resolves when it is moved. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Cryptographically strong randomness; a test passes a seeded one. */
export interface Random {
  /** `length` fresh random bytes. */
  bytes(length: number): Uint8Array
}

/** Outgoing HTTP: no redirects, size and time limits, private addresses only where the region allows them. */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly connectTimeoutMs: number
  readonly timeoutMs: number
  readonly maxResponseBytes: number
  /** how the connection is secured beyond what the platform does by itself */
  readonly tls?: RegionTls
}

/** What TLS with a region needs beside the usual: a certificate of ours that it demands, and who issues its own. One of them at least. */
export interface RegionTls {
  /** our certificate, PEM, those between it and its issuer behind it; `key` names its private key in the keyring (PEM) */
  readonly client?: { readonly certificate: string; readonly key: string }
  /** PEM of whoever issued the region's certificates, in place of those that the platform trusts */
  readonly authorities?: string
}

/** A complete answer; header names are lower-case. A failure to get one is thrown as `HttpFailure`. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const HINTS: Partial<Record<HttpFailure['reason'], string>> = {
  tls: '双方有一方不认对方的证书,请核对 region.yaml 的 tls、keyring 中的私钥,并请对方核对登记的我方证书',
}

/** Why no answer came. `bodySent` tells whether the partner may have received the message (outcome unknown). */
export class HttpFailure extends Error {
  /** `tls`: one side did not take the other's certificate */
  readonly reason: 'connect' | 'tls' | 'timeout' | 'reset' | 'too-large' | 'address-not-allowed'
  readonly bodySent: boolean
  constructor(reason: HttpFailure['reason'], bodySent: boolean, options?: ErrorOptions) {
    super(`no answer: ${reason}`, options)
    this.name = 'HttpFailure'
    this.reason = reason
    this.bodySent = bodySent
  }

  /** The same for whoever looks after the delivery. */
  get words(): string {
    const hint = HINTS[this.reason]
    return `连不上对方或没有应答(${this.reason})${hint === undefined ? '' : `:${hint}`}`
  }
}

/** Content-addressed file store; the address is the SHA-256 of the bytes, lower-case hex. */
export interface BlobStore {
  /** Streams the bytes in, counting and hashing; refuses (`too-large`) as soon as `maxBytes` is passed, leaving nothing behind. */
  put(bytes: ReadableStream<Uint8Array> | Uint8Array, maxBytes: number): Promise<StoredBlob | 'too-large'>
  /** Puts what lies under the addresses one behind the other together, without holding it whole; nothing is left where it does not come to the address that is named, or a part is gone (`differs`). */
  join(parts: readonly string[], sha256: string, sizeBytes: number): Promise<StoredBlob | 'differs'>
  /** The whole content, or null where no blob has that address. */
  read(sha256: string): Promise<Uint8Array | null>
  /** Forgets the content unless it was put (again) after `putBefore`, in ms: whoever puts it at the same time keeps it. Nothing happens where there is none. */
  remove(sha256: string, putBefore: number): Promise<void>
}

export interface StoredBlob {
  readonly sha256: string
  readonly sizeBytes: number
  /** the first bytes (at most 4,096), for type sniffing without a second read */
  readonly head: Uint8Array
}

/** Named secrets. A key is used by name and never travels into a log, a response or an error. */
export interface Keyring {
  /** The secret's bytes, or null where the name is unknown. Private to signing code. */
  secret(name: string): Promise<Uint8Array | null>
}

/** Tells whoever delivers that a row is waiting. A lost ring costs a delay, never a case. */
export interface Doorbell {
  ring(deliveryIds: readonly string[]): void | Promise<void>
}

/** A short-lived secret shared by all calls under one key: fetched by one caller at a time, kept until its end. */
export interface TokenCache {
  get(key: string, fetchToken: () => Promise<Token>): Promise<string>
  /** Forgets the token if it is still the one named, after the partner refused it. */
  drop(key: string, value: string): Promise<void>
}

export interface Token {
  readonly value: string
  /** when to stop using it, already less any margin the partner asks for */
  readonly endsAt: number
}

/** Sets a page for print (`printPage`, `printSlip`) as PDF with its fonts in it; the same page and moment (ms) give the same bytes. */
export interface PdfPrinter {
  print(page: string, madeAt: number): Promise<Uint8Array>
}

/** One line of the technical log. Never personal data, never payloads: ids, sizes, hashes, timings. */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void
  error(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void
}
