import { execFileSync } from 'node:child_process'

/** The check of a slip as the region's people reckon it, by OpenSSL. */
export function slipCheck(caseNo: string, partnerNo: string, status: string, day: string): string {
  const text = `${caseNo}|${partnerNo}|${status}|${day.replaceAll('-', '')}`
  return execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: text }).toString().slice(0, 6).toUpperCase()
}

/** Today in Beijing, yyyy-MM-dd. */
export function todayHere(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}
