const CHUNK = 65_536

/** A text that is given in pieces as UTF-8, in chunks of some 64 KiB: nobody needs to hold all of it twice. A piece may not end within a character. */
export function* utf8Chunks(pieces: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  let waiting = ''
  for (const piece of pieces) {
    if (piece.length <= CHUNK) waiting += piece
    else {
      if (waiting !== '') yield encoder.encode(waiting)
      waiting = ''
      for (let at = 0; at < piece.length; ) {
        const end = wholeEnd(piece, at + CHUNK)
        yield encoder.encode(piece.slice(at, end))
        at = end
      }
    }
    if (waiting.length <= CHUNK) continue
    yield encoder.encode(waiting)
    waiting = ''
  }
  if (waiting !== '') yield encoder.encode(waiting)
}

/** One further where a character of two units would be cut. */
function wholeEnd(text: string, end: number): number {
  const unit = text.charCodeAt(end)
  return unit >= 0xdc00 && unit <= 0xdfff ? end + 1 : end
}
