const FORM_AT = 'SB.XML_DATA.'

/** A path as the region writes it (`SB/SQRZJHM`, `FORM/TYXX/SQRSJ`, `FORM/GDXX/2/CZSJ`; rows counted from 1) as one of the application's tree. */
export function toTreePath(written: string): string {
  const [first, ...steps] = written.trim().slice(0, 200).split('/')
  const head = first === 'FORM' ? 'SB.XML_DATA' : (first ?? '')
  return steps.reduce(
    (path, step) => (/^\d{1,3}$/.test(step) ? `${path}[${Math.max(0, Number(step) - 1)}]` : `${path}.${step}`),
    head,
  )
}

/** The same the other way. A line of the materials is named by its field alone: its number stands beside it. */
export function toWirePath(path: string): string {
  const inForm = path.startsWith(FORM_AT) ? `FORM.${path.slice(FORM_AT.length)}` : path
  return inForm
    .replace(/^SBCL\[\d+\]/, 'SBCL')
    .replaceAll(/\[(\d+)\]/g, (_, index: string) => `/${Number(index) + 1}`)
    .replaceAll('.', '/')
}
