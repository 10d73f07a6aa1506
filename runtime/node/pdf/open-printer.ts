import type { PdfPrinter } from '../../../core/ports.ts'

/** PDF for whoever asks: what it takes is loaded with the first, a gateway that makes none has none of it in memory. */
export function openPdfPrinter(): PdfPrinter {
  return {
    async print(page, madeAt) {
      const { printPdf } = await import('./print-pdf.ts')
      return printPdf(page, madeAt)
    },
  }
}
