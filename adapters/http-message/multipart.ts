import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** A file within a form. */
export interface FormFile {
  readonly part: string
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** A form of texts and one file as a browser would send it: texts first, in their order; names in UTF-8. */
export function writeMultipart(
  texts: Readonly<Record<string, string>>,
  { part, name, mediaType, bytes }: FormFile,
  boundary: string,
): Uint8Array {
  const heads = Object.entries(texts).map(
    ([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part}"; filename="${quoted(name)}"\r\nContent-Type: ${mediaType}\r\n\r\n`
  return concatBytes(utf8ToBytes(heads.join('') + head), bytes, utf8ToBytes(`\r\n--${boundary}--\r\n`))
}

function quoted(name: string): string {
  return name.replaceAll(/["\r\n]/g, '_')
}
