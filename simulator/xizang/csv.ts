import iconv from 'iconv-lite'

/** A table as its file has it: the names of the columns, and rows by them. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Why a file is none: bytes that are not GB18030, a row of another length (numbered from 1, the header being 1). */
export type Unreadable = { readonly code: 'E11' } | { readonly code: 'E13'; readonly line: number }

const cell = (value: string): string => {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  const marked = /^'*[=+\-@]/.test(escaped) ? `'${escaped}` : escaped
  return /[,"]/.test(marked) || marked !== marked.trim() ? `"${marked.replaceAll('"', '""')}"` : marked
}

/** A table in GB18030 with CRLF behind every line (§3.2). */
export function writeTable(header: readonly string[], rows: readonly Readonly<Record<string, string>>[]): Buffer {
  const lines = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))]
  return iconv.encode(lines.map((line) => `${line.map(cell).join(',')}\r\n`).join(''), 'gb18030')
}

/** Reads such a file; the header is compared after NFKC without spaces by whoever asks. */
export function readTable(bytes: Uint8Array): Table | Unreadable {
  let text: string
  try {
    text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch {
    return { code: 'E11' }
  }
  const lines = text.split('\r\n')
  if (lines.pop() !== '') return { code: 'E13', line: lines.length + 1 }
  const [header = [], ...rows] = lines.map(cells)
  const odd = rows.findIndex((row) => row.length !== header.length)
  if (odd >= 0) return { code: 'E13', line: odd + 2 }
  return { header, rows: rows.map((row) => Object.fromEntries(row.map((value, index) => [header[index], value]))) }
}

function cells(line: string): string[] {
  const found: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(,|$)/.exec(rest)
    const [whole, text = '', end = ''] = quoted ?? /^([^,]*)(,|$)/.exec(rest) ?? ['', '', '']
    found.push(plain(quoted ? text.replaceAll('""', '"') : text))
    if (end === '') return found
    rest = rest.slice(whole.length)
  }
}

const plain = (text: string): string => {
  const bare = /^'+[=+\-@]/.test(text) ? text.slice(1) : text
  return bare.replaceAll(/\\([n\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : '\\'))
}

/** A name as headers and words of status are compared (§3.2, §6.1). */
export const normal = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '')
