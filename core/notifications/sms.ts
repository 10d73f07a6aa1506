/** A district's text message gateway. It takes each id once: what comes again under the same id is answered as before and not sent again, so that nobody is told twice after an answer that was lost. */
export interface Sms {
  /** Throws only where it is unknown whether the message was taken. */
  send(message: SmsMessage): Promise<SmsResult>
}

export interface SmsMessage {
  readonly id: string
  readonly phone: string
  readonly text: string
}

/** Taken, with the gateway's own number; refused for good; or not now. */
export type SmsResult =
  | { readonly is: 'taken'; readonly receipt: string }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'later'; readonly reason: string }
