import type { ServerResponse } from 'node:http'

/** An answer that has no end. */
export function flood(response: ServerResponse, contentType: string): void {
  response.writeHead(200, { 'content-type': contentType })
  const chunk = Buffer.alloc(1024 * 1024, 0x20)
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}
