import { createHash } from 'node:crypto'
import { needOf } from '../field-needs.ts'
import type { XmlElement } from '../xml-reader.ts'
import { isWordOf } from './code-tables.ts'
import { childOf, gbkBytes, type Problem, problem, textIn } from './documents.ts'
import type { MaterialRule, Matter } from './matters.ts'

const HEADS: Readonly<Record<string, string>> = { pdf: '255044462d', jpg: 'ffd8ff' }

/** How many files a list of materials has. */
export const countFiles = (files: XmlElement): number =>
  files.children.reduce((sum, one) => sum + (childOf(one, 'FJS')?.children.length ?? 0), 0)

/** §3.5, §4.3: materials numbered from 1, those the matter wants, each with its files as they are described. */
export function checkFiles(files: XmlElement, matter: Matter, lookUp: (name: string) => string): Problem[] {
  const given = files.children.map((one) => textIn(one, 'CLBM'))
  const missing = matter.materials.filter(({ code, need }) => needOf(need, lookUp).isWanted && !given.includes(code))
  const proof = lookUp('BALX') === '异地长期居住' && !given.includes('CL13') && !given.includes('CL24')
  return [
    ...missing.map(({ code, name }) => problem('E31', `STUFFS/${code}`, `缺${name}`)),
    ...(proof ? [problem('E31', 'STUFFS/CL13', '缺个人承诺书或居住证')] : []),
    ...files.children.flatMap((one, index) => checkMaterial(one, index + 1, matter, lookUp)),
  ]
}

function checkMaterial(one: XmlElement, place: number, matter: Matter, lookUp: (name: string) => string): Problem[] {
  const path = `STUFFS/STUFF[${place}]`
  const rule = matter.materials.find(({ code }) => code === textIn(one, 'CLBM'))
  const exempt = textIn(one, 'MTFS')
  const held = childOf(one, 'FJS')?.children ?? []
  if (!rule || !needOf(rule.need, lookUp).isAllowed) return [problem('E31', `${path}/CLBM`, '材料不在清单')]
  return [
    ...(textIn(one, 'SEQ') === String(place) ? [] : [problem('E03', `${path}/SEQ`, '应自 1 连续')]),
    ...(textIn(one, 'CLMC') === rule.name ? [] : [problem('E21', `${path}/CLMC`, '名称不符')]),
    ...(isWordOf('CLXS', textIn(one, 'CLXS')) ? [] : [problem('E21', `${path}/CLXS`, '码值不在码表')]),
    ...(isWordOf('MTFS', exempt) ? [] : [problem('E21', `${path}/MTFS`, '码值不在码表')]),
    ...((exempt === '不免') === (textIn(one, 'MTPJ') === '') ? [] : [problem('E03', `${path}/MTPJ`, '免交凭据不符')]),
    ...(rule.isKept && exempt !== '不免' ? [problem('E31', `${path}/MTFS`, '不可免')] : []),
    ...((exempt === '不免') === held.length > 0 ? [] : [problem('E31', `${path}/FJS`, '附件与免交方式不符')]),
    ...held.flatMap((file, index) => checkFile(file, rule, `${path}/FJS/FJ[${index + 1}]`)),
  ]
}

function checkFile(file: XmlElement, rule: MaterialRule, path: string): Problem[] {
  const bytes = Buffer.from(textIn(file, 'WJNR'), 'base64')
  const suffix = textIn(file, 'WJLX')
  const md5 = createHash('md5').update(bytes).digest('hex')
  const isSame = textIn(file, 'WJZY') === md5 && textIn(file, 'WJDX') === String(bytes.length)
  const isNamed = textIn(file, 'WJM').endsWith(`.${suffix}`) && gbkBytes(textIn(file, 'WJM')) <= 100
  const isKind = rule.formats.includes(suffix) && bytes.toString('hex', 0, 5).startsWith(HEADS[suffix] ?? '-')
  return [
    ...(isSame ? [] : [problem('E32', path, '附件 MD5 或大小不符')]),
    ...(isNamed && isKind ? [] : [problem('E33', path, '附件格式或名称不符')]),
    ...(bytes.length > rule.mostBytes ? [problem('E22', path, '超过单件上限')] : []),
  ]
}
