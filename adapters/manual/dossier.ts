import { isObject, type JsonObject } from '../../core/json.ts'
import type { Dossier, DossierItem } from '../../core/manual/hand-task.ts'
import type { OutboundMessage } from '../../core/message.ts'
import { sheetCheck, toAssistLines } from '../layers/csv-package/assist.ts'
import { placeFiles } from '../layers/csv-package/place-files.ts'
import { sm3Hex } from '../layers/csv-package/seal.ts'
import { toTables } from '../layers/csv-package/tables.ts'
import { fillTemplate } from '../layers/template.ts'
import type { Options } from './options.ts'

const COVER_PAGES = 1

/** What is printed of a message: the sheet to type from as the package has it, its materials, and the code that ties both to the package's list. */
export function toDossier(
  message: Pick<OutboundMessage, 'kind' | 'matter' | 'caseNo' | 'tree' | 'memo'>,
  name: string,
  manifest: Uint8Array,
  options: Options,
): Dossier {
  const { tree } = placeFiles(message.tree, message.memo, options)
  const isTyped = message.kind !== 'withdraw' && options.assist.matters.includes(message.matter)
  const lines = isTyped ? toAssistLines(toTables(tree, message.matter, options), options) : []
  const items = listItems(tree, options)
  const { linesPerPage, digestLetters, footerLetters, code } = options.dossier
  const printed = items.reduce((sum, { pages }) => sum + pages, 0)
  const pages = COVER_PAGES + Math.ceil(lines.length / linesPerPage) + printed
  const digest = sm3Hex(manifest)
  const named: Readonly<Record<string, string>> = {
    caseNo: message.caseNo,
    package: name,
    digest: digest.slice(0, digestLetters),
    items: String(items.length),
    pages: String(pages),
  }
  return {
    package: name,
    digest,
    footer: digest.slice(0, footerLetters),
    code: String(fillTemplate(code, (one) => named[one]) ?? ''),
    sheetCheck: lines.length > 0 ? sheetCheck(lines) : '',
    lines,
    linesPerPage,
    items,
    pages,
  }
}

/** Materials by their numbers: one of several files is one. */
function listItems(tree: JsonObject, { materials, dossier: { item } }: Options): DossierItem[] {
  const lines = tree[materials.key]
  const byCode = new Map<string, DossierItem>()
  for (const line of Array.isArray(lines) ? lines.filter(isObject) : []) {
    const text = (column: string) => String(line[column] ?? '')
    const code = text(item.code)
    const known = byCode.get(code)
    const pages = (known?.pages ?? 0) + (/^\d{1,4}$/.test(text(item.pages)) ? Number(text(item.pages)) : 0)
    byCode.set(code, { code, name: text(item.name), form: text(item.form), copies: text(item.copies), pages })
  }
  return [...byCode.values()]
}
