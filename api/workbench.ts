import type { Context, MiddlewareHandler } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { fileHeaders, newNonce, pageHeaders } from './page-headers.ts'

/** The built workbench, as the runtime keeps it. */
export interface WorkbenchFiles {
  /** The page that every address of the workbench is answered with; null where it was not built. */
  page(): Promise<string | null>
  /** A file that the page loads, packed as one of the codings that the browser takes; null where there is none. */
  file(path: string, acceptEncoding: string): Promise<WorkbenchFile | null>
}

export interface WorkbenchFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly coding: 'br' | 'gzip' | null
}

/** Addresses that are never a page. */
const NO_PAGE = /^\/(api|auth|public)(\/|$)/
/** Where Vite puts files whose names change with their content. */
const HASHED = '/assets/'

/** Serves the workbench: its files, and its one page for whatever else a browser asks to see. Everything else goes on. */
export function serveWorkbench(gateway: Gateway, files: WorkbenchFiles, readerUrl: string): MiddlewareHandler {
  const { publicUrl } = gateway
  return async (c, next) => {
    const { path, method } = c.req
    if ((method !== 'GET' && method !== 'HEAD') || NO_PAGE.test(path)) return next()
    if (/\.\w+$/.test(path)) return (await sendFile(c, files, publicUrl)) ?? next()
    if (path !== '/' && !c.req.header('accept')?.includes('text/html')) return next()
    const page = await files.page()
    const nonce = newNonce(gateway.random)
    if (page === null)
      return c.html(notBuilt(nonce), 503, pageHeaders(publicUrl, `default-src 'none'; style-src 'nonce-${nonce}'`))
    return c.html(withNonce(page, nonce), 200, pageHeaders(publicUrl, policyOf(nonce, readerUrl)))
  }
}

async function sendFile(c: Context, files: WorkbenchFiles, publicUrl: string): Promise<Response | null> {
  const found = await files.file(c.req.path, c.req.header('accept-encoding') ?? '')
  if (!found) return null
  const kept = c.req.path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
  return c.body(new Uint8Array(found.bytes), 200, {
    ...fileHeaders(publicUrl),
    'content-type': found.mediaType,
    'cache-control': kept,
    vary: 'accept-encoding',
    ...(found.coding ? { 'content-encoding': found.coding } : {}),
  })
}

/** Our own scripts and files, and of the window's own machine the card reader; styles of our own or by the nonce, which the component library puts into those it makes; materials are looked at as blobs. */
function policyOf(nonce: string, readerUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${readerUrl === '' ? '' : ` ${readerUrl}`}`,
    "frame-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
  ].join('; ')
}

/** Tells the page its nonce, and gives it to styles and scripts that are written in the page itself. */
function withNonce(page: string, nonce: string): string {
  return page
    .replaceAll(/<(style|script)(?=[\s>])/g, `<$1 nonce="${nonce}"`)
    .replace('<head>', `<head><meta name="csp-nonce" content="${nonce}">`)
}

function notBuilt(nonce: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>通办网关</title>
<style nonce="${nonce}">body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:4rem auto;max-width:40rem;padding:0 1.5rem;color:#1d2129}code{background:#f2f3f5;padding:.1rem .4rem}</style></head>
<body><h1>工作台还没有构建</h1><p>网关在运行,接口可用;工作台的网页还没有做出来。请在程序的文件夹里运行 <code>npm run web:build</code>,然后刷新本页。用 <code>npm start</code> 启动时会自动构建。</p><p><a href="/reference">接口说明</a></p></body></html>`
}
