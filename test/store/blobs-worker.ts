import type { R2Bucket } from '@cloudflare/workers-types'
import { openR2Blobs } from '../../runtime/worker/ports.ts'

/** A Worker that does with its bucket what it is asked: the name of a method and what it takes, bytes in base64. */
export default {
  async fetch(request: Request, env: { readonly BLOBS: R2Bucket }): Promise<Response> {
    const blobs = openR2Blobs(env.BLOBS)
    const { method, given } = (await request.json()) as { method: keyof typeof blobs; given: readonly never[] }
    if (method === 'put') {
      const [text, maxBytes, whole] = given as unknown as [string, number, boolean]
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
      const stored = await blobs.put(whole ? bytes : (new Blob([bytes]).stream() as never), maxBytes)
      return Response.json(stored)
    }
    const answer = await (blobs[method] as (...values: readonly never[]) => Promise<unknown>)(...given)
    return Response.json(answer instanceof Uint8Array ? btoa(String.fromCharCode(...answer)) : (answer ?? null))
  },
}
