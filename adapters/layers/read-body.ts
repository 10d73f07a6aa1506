/** The body of a request, read no further than its limit; `too-large` where there is more. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too-large'> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) break
    const chunk: Uint8Array = next.value
    size += chunk.length
    if (size > maxBytes) {
      await reader?.cancel()
      return 'too-large'
    }
    chunks.push(chunk)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}
