import { readXml, type XmlElement } from '../xml-reader.ts'
import { OPERATIONS } from './operations.ts'

/** What an element holds: a text, or elements in their order. */
export type Content = string | readonly (readonly [name: string, content: Content])[]

/** A message of §3.3 as it was read. */
export interface Stage {
  readonly operation: string
  /** SBLSH_SHORT */
  readonly caseNo: string
  /** SXBM */
  readonly matterCode: string
  /** XH; 0 of a query */
  readonly no: number
  readonly sections: readonly XmlElement[]
  readonly text: string
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
const oneLine = (text: string) => text.replaceAll(/\r\n?|\n/g, '；')

/** §3.2: no white space between elements, ITEMVALUE in CDATA. */
function writeElement([name, content]: readonly [string, Content]): string {
  if (typeof content !== 'string') return `<${name}>${content.map(writeElement).join('')}</${name}>`
  const text = oneLine(content)
  return `<${name}>${name === 'ITEMVALUE' ? cdata(text) : escaped(text)}</${name}>`
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

export function writeXml(name: string, content: Content): string {
  return DECLARATION + writeElement([name, content])
}

/** A message of the region's own. */
export function writeStage(
  { caseNo, matterCode, no }: Pick<Stage, 'caseNo' | 'matterCode' | 'no'>,
  sections: Exclude<Content, string>,
): string {
  const head = [
    ['SBLSH_SHORT', caseNo],
    ['SXBM', matterCode],
    ['XH', String(no)],
  ] as const
  return writeXml('APPROVEDATAINFO', [...head, ...sections])
}

const CONTROL = /\p{Cc}/u
/** §3.2: ITEMVALUE is CDATA, whatever it holds. */
const BARE_VALUE = /<ITEMVALUE>(?!<!\[CDATA\[)/

/** Reads a message, strictly by §3.2: one line, the head, then all sections of the operation in their order; a sentence where it is none. */
export function readStage(operation: string, text: string): Stage | string {
  if (CONTROL.test(text)) return '含控制字符或换行'
  if (!text.startsWith(DECLARATION)) return '没有 XML 声明'
  if (BARE_VALUE.test(text)) return 'ITEMVALUE 不是 CDATA'
  const root = readXml(text)
  if ('fault' in root) return root.fault
  if (root.name !== 'APPROVEDATAINFO') return '根元素不是 APPROVEDATAINFO'
  const [short, code, number, ...sections] = root.children
  if (short?.name !== 'SBLSH_SHORT' || code?.name !== 'SXBM' || number?.name !== 'XH') return '缺 SBLSH_SHORT、SXBM、XH'
  const names = sections.map(({ name }) => name).join()
  if (!/^\d{1,6}$/.test(number.text)) return 'XH 不是序号'
  if (!sectionsOf(operation).includes(names)) return `${operation} 的段不是 ${names}`
  return {
    operation,
    caseNo: short.text,
    matterCode: code.text,
    no: Number(number.text),
    sections,
    text,
  }
}

/** The section lists that an operation may have: a suspension has two. */
function sectionsOf(operation: string): string[] {
  if (operation === 'receiveSuspendInfo') return ['SUSPENDTYPE,SPTEBIE', 'SUSPENDTYPE,SPTEBIEJIEGUO']
  return [(OPERATIONS[operation] ?? []).join()]
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

/** The text of a section's element, `''` where it is not there or holds the filler. */
export function textOf(element: XmlElement | undefined, name: string): string {
  const text = childOf(element, name)?.text ?? ''
  return text === FILLER ? '' : text
}

/** §3.2: stands where there is nothing. */
export const FILLER = '无'

export function sectionOf({ sections }: Stage, name: string): XmlElement | undefined {
  return sections.find((section) => section.name === name)
}
