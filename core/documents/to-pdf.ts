import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'

/** How a document is given: as the page that browsers print, or as PDF with its fonts in it. */
export const FORMATS = ['html', 'pdf'] as const
export type Format = (typeof FORMATS)[number]

/** A page for print as PDF, made from the page itself; the same page and moment (ms) give the same bytes. Throws where the platform makes none. */
export async function toPdf({ pdf }: Pick<Gateway, 'pdf'>, page: string, madeAt: number): Promise<Uint8Array> {
  if (!pdf) throw new GatewayError('pdf-elsewhere')
  return pdf.print(page, madeAt)
}
