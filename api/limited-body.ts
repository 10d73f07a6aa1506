/** How many bytes a request says it carries; null where it does not say, or says it in a way that need not be true. */
export function declaredBytes(headers: Headers): number | null {
  const length = headers.get('content-length')
  return length === null || headers.has('transfer-encoding') ? null : Number.parseInt(length, 10)
}

/** A request whose body fails while it is read, once it passes the limit; `isOver` then says why. Nothing is read ahead. */
export function limitRequest(request: Request, maxBytes: number): { request: Request; isOver(): boolean } {
  const declared = declaredBytes(request.headers)
  // looking at `body` makes a stream of it, which a body of known length need not become
  if (declared !== null || request.body === null)
    return { request, isOver: () => declared !== null && declared > maxBytes }
  const limited = limitStream(request.body, maxBytes)
  // a body that is a stream must say so (Fetch standard, RequestInit.duplex)
  const init = { body: limited.stream, duplex: 'half' } as RequestInit
  return { request: new Request(request, init), isOver: limited.isOver }
}

/** Not a pipe: a pipe that fails cancels its source, and with it the connection that the refusal must go out on. */
function limitStream(body: ReadableStream<Uint8Array>, maxBytes: number) {
  const reader = body.getReader()
  let sizeBytes = 0
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) return controller.close()
      sizeBytes += value.length
      if (sizeBytes > maxBytes) controller.error(new Error('body too large'))
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { stream, isOver: () => sizeBytes > maxBytes }
}
