const KEPT = 200
const MAX_TEXT = 4096

export interface Exchange {
  at: string
  direction: 'in' | 'out'
  operation: string
  /** 0 = no answer */
  status: number
  /** request body */
  body: string
  /** reply body */
  reply: string
  /** what was wrong, if anything */
  fault?: string
}

export interface ExchangeLog {
  add(exchange: Exchange): void
  last(): Exchange[]
}

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)

/** Bytes as text for the log; files show only their size. */
export function bytesForLog(bytes: Uint8Array, contentType: string): string {
  return /json|text/.test(contentType)
    ? new TextDecoder().decode(bytes.slice(0, MAX_TEXT * 4))
    : `[${bytes.length} 字节]`
}

/** Keeps the last 200 exchanges, texts cut to 4 kB. */
export function createExchangeLog(): ExchangeLog {
  const exchanges: Exchange[] = []
  return {
    add(exchange) {
      exchanges.push({ ...exchange, body: cut(exchange.body), reply: cut(exchange.reply) })
      if (exchanges.length > KEPT) exchanges.shift()
    },
    last: () => [...exchanges],
  }
}
