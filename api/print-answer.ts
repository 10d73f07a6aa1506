import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Context } from 'hono'
import { z } from 'zod'
import { toBase64 } from '../core/base64.ts'
import { styleOf } from '../core/documents/print-page.ts'
import { FORMATS, type Format, toPdf } from '../core/documents/to-pdf.ts'
import type { Gateway } from '../core/gateway.ts'
import { pageHeaders } from './page-headers.ts'

/** Part of a query: whether the page or its PDF is wanted. */
export const format = z
  .enum(FORMATS)
  .default('html')
  .meta({ description: 'html 打印网页,pdf 同一份文书的 PDF(字体嵌入,下载)' })

/** Query of a document that asks nothing else. */
export const formatQuery = z.strictObject({ format })

/** A page for print with what it is called and when it was made, ms. */
export interface Printed {
  readonly page: string
  /** of the PDF, without its ending */
  readonly name: string
  readonly madeAt: number
}

/** A page for print, or the PDF of it. A page runs nothing, loads letters alone, and has no styles but the one that its policy names and our letters'; our own pages may show it. */
export async function sendPrint(c: Context, gateway: Gateway, { page, name, madeAt }: Printed, wanted: Format) {
  if (wanted === 'pdf')
    return c.body((await toPdf(gateway, page, madeAt)) as Uint8Array<ArrayBuffer>, 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  const style = toBase64(sha256(utf8ToBytes(styleOf(page))))
  const policy = `default-src 'none'; style-src 'self' 'sha256-${style}'; font-src 'self'`
  return c.html(page, 200, pageHeaders(gateway.publicUrl, policy, "'self'"))
}
