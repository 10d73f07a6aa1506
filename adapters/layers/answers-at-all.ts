import type { Http } from '../../core/ports.ts'

/** A door that takes longer to open counts as closed, ms. */
const CONNECT_MS = 3_000
const MOST_BYTES = 1_048_576
/** What stands in front of a region says that the region itself does not answer. */
const NOT_BEHIND: ReadonlySet<number> = new Set([502, 503, 504])

/** Whether anything answers at that address: any answer of the region's own will do, a refusal too, since nothing is asked that it would have to grant. Throws where nothing does. */
export async function answersAtAll(http: Http, url: string): Promise<void> {
  const { status } = await http.send({
    method: 'GET',
    url,
    headers: {},
    connectTimeoutMs: CONNECT_MS,
    timeoutMs: CONNECT_MS,
    maxResponseBytes: MOST_BYTES,
  })
  if (NOT_BEHIND.has(status)) throw new Error(`nothing behind the door: ${status}`)
}
