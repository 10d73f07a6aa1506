import type { MiddlewareHandler } from 'hono'

/** How many bytes a nonce has: 128 bits, so that nobody guesses it. */
const NONCE_BYTES = 16

const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
]

/** What answers to people and programs say to a browser: nothing is kept, nothing in them is a page, no other site has them. */
export function answerHeaders(publicUrl: string): MiddlewareHandler {
  const headers = [
    ...EVERYWHERE,
    ['cache-control', 'no-store'],
    ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
    ...transport(publicUrl),
  ] as const
  return async (c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    await next()
  }
}

/** The headers of a page: it runs our own files only, its styles are named by nonce or hash, it is shown in no other page (but ours, where we say so), and its address goes nowhere. */
export function pageHeaders(
  publicUrl: string,
  policy: string,
  shownIn: "'none'" | "'self'" = "'none'",
): Record<string, string> {
  return Object.fromEntries([
    ...EVERYWHERE,
    ['cache-control', 'no-store'],
    ['content-security-policy', `${policy}; base-uri 'none'; form-action 'self'; frame-ancestors ${shownIn}`],
    ['cross-origin-opener-policy', 'same-origin'],
    ['permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()'],
    ...transport(publicUrl),
  ])
}

/** The headers of a file that a page loads. */
export function fileHeaders(publicUrl: string): Record<string, string> {
  return Object.fromEntries([...EVERYWHERE, ...transport(publicUrl)])
}

/** What one page names its styles by: never the same twice. */
export function newNonce({ bytes }: { bytes(length: number): Uint8Array }): string {
  return btoa(String.fromCharCode(...bytes(NONCE_BYTES)))
}

/** Whoever came by HTTPS once never comes without it. */
function transport(publicUrl: string): [string, string][] {
  return publicUrl.startsWith('https:') ? [['strict-transport-security', 'max-age=31536000']] : []
}
