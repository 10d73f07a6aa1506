import { Ecc, QrCode } from '@rc-component/qrcode/lib/libs/qrcodegen.js'
import { type Html, html } from './html.ts'

/** White modules around it, so that readers find it. */
const QUIET = 4

/** A QR code of error correction level M as a drawing, `label` being what it is called where it cannot be seen. */
export function qrCode(text: string, label: string): Html {
  const code = QrCode.encodeText(text, Ecc.MEDIUM)
  const side = code.size + 2 * QUIET
  let path = ''
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1) if (code.getModule(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="${label}"><path d="${path}"/></svg>`
}
