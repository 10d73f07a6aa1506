import { describe, expect, it } from 'vitest'
import { flattenTree } from '../../adapters/http-message/form-body.ts'
import { readTexts, writeTexts } from '../../adapters/http-message/json-texts.ts'
import { readAnswer } from '../../adapters/national-exchange/answers.ts'
import { legAfter, legsOf } from '../../core/case/legs.ts'
import { mustWait } from '../../core/case/new-delivery.ts'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { sampleFiles, sampleMapping } from './sample-region.ts'

/* The situations MS-27 to MS-50 that a mapping must handle, by their numbers: materials, lists, groups, messages (MS-37 is with the values). */

const MATERIALS = `
materials:
  - { to: '0102', name: 身份证人像面, slot: MT001, part: front, formats: [jpg], maxBytes: 51200, exempt: [] }
  - { to: '0102', name: 身份证国徽面, slot: MT001, part: back, formats: [jpg], maxBytes: 51200, exempt: [] }
  - { to: '0201', name: 户口簿, slot: MT002, formats: [pdf], maxBytes: 51200, exempt: [] }
`
function scan(slot: string, part?: string, more: object = {}): CaseMaterial {
  const id = `${slot}${part ?? ''}`
  const file = { id, sha256: 'a'.repeat(64), name: `${id}.jpg`, mediaType: 'image/jpeg', sizeBytes: 1_000, ...more }
  return { slot, ...(part ? { part } : {}), form: '2', copies: 1, originalSeen: true, file }
}
const pdf = { mediaType: 'application/pdf', name: 'x.pdf' }
const listed = sampleMapping('- { to: name, from: applicant.name }', MATERIALS)
const faultsOf = (...materials: CaseMaterial[]) => listed.mapForm('apply', {}, materials).faults
const out = (rule: string, input: object, rest = '') =>
  sampleMapping(rule, rest).mapForm('apply', input as never, [], { report: true })
const back = (rule: string, tree: object, rest = '') => sampleMapping(rule, rest).readForm(tree as never)

describe('a situation that a mapping must handle', () => {
  it('MS-27 a file is too large or of another format for the region: the window is told before the applicant leaves', () => {
    expect(faultsOf(scan('MT001', 'front', { sizeBytes: 512_000 }), scan('MT001', 'back', pdf))).toMatchObject([
      { path: 'materials.MT001.front', code: 'file-size', fix: '请压缩到 50 KB 以内后重新上传' },
      { path: 'materials.MT001.back', code: 'format', fix: '请转换为 JPG 后重新上传' },
    ])
  })
  it('MS-28 a material has the region’s own code, and its lines find back to ours', () => {
    const { tree } = listed.mapForm('apply', {}, [scan('MT001', 'front'), scan('MT001', 'back')])
    expect(tree['files']).toMatchObject([{ code: '0102' }, { code: '0102' }])
    expect(listed.readForm(tree).materials.map(({ slot, part }) => [slot, part])).toEqual([
      ['MT001', 'front'],
      ['MT001', 'back'],
    ])
  })
  it('MS-29 a material is wanted in parts, or in one file: the window is asked to part or to join it', () => {
    expect(faultsOf(scan('MT001'))).toMatchObject([
      { path: 'materials.MT001', fix: '请把正反面分成两个文件上传' },
      { path: 'materials.MT001', fix: '请把正反面分成两个文件上传' },
    ])
    expect(faultsOf(scan('MT002', '1', pdf), scan('MT002', '2', pdf))).toMatchObject([
      { path: 'materials.MT002.1', fix: '请把各页合并为一个文件上传' },
      { path: 'materials.MT002.2' },
    ])
  })
  it('MS-30 materials are a list in one text', () => {
    const rule = "- { to: t, from: $lines, op: joined, text: '[{material.way}]{material.name}', by: ';', end: true }"
    const { tree } = sampleMapping(rule, MATERIALS).mapForm('apply', {}, [scan('MT002', undefined, pdf)])
    expect(tree['t']).toBe('[file]户口簿;')
  })
  it('MS-31 a file is named by id, by address, or goes in the message: the adapter fills the slot', () => {
    for (const as of ['id', 'url', 'base64']) {
      const mapping = sampleMapping(`- { to: f, from: doc, op: file, as: ${as} }`)
      const { tree } = mapping.mapForm('apply', { doc: scan('MT009').file as never }, [])
      expect(tree['f']).toMatchObject({ $file: { id: 'MT009' }, as })
    }
  })
  it('MS-32 the elements of a list are keys with their place before them', () => {
    const rule = '- { to: owners, from: owners, op: list, item: [{ to: NAME, from: name }] }'
    const { tree } = out(rule, { owners: [{ name: '甲' }, { name: '乙' }] })
    const body = { format: 'form', lists: { owners: ['NAME'] }, countSuffix: '_COUNT', spellsBeyondBmp: false } as const
    delete tree['files']
    expect(flattenTree(tree, body as never)).toMatchObject({ '0NAME': '甲', '1NAME': '乙' })
  })
  it('MS-33 a list is one text: an element with the separator in it would come back as two, and is refused', () => {
    const rule = "- { to: t, from: names, op: each, by: ',', do: { op: copy } }"
    expect(out(rule, { names: ['甲', '乙'] }).tree).toEqual({ t: '甲,乙' })
    expect(back(rule, { t: '甲,乙' }).form).toEqual({ names: ['甲', '乙'] })
    expect(out(rule, { names: ['甲,丙', '乙'] })).toMatchObject({
      tree: {},
      faults: [{ path: 'names', code: 'format', fix: '请去掉“,”' }],
    })
  })
  it('MS-34 people have a column for each role and place', () => {
    const column = (to: string, role: string, nth: number) =>
      `- { to: ${to}, from: people, op: list, where: { role: ${role} }, nth: ${nth}, item: [{ to: n, from: role, op: const, back: ${role}, only: in }, { to: n, from: name }] }`
    const rules = [column('董事1', 'd', 1), column('董事2', 'd', 2), column('监事', 's', 1)].join('\n')
    const people = [
      { role: 'd', name: '甲' },
      { role: 'd', name: '乙' },
      { role: 's', name: '丙' },
    ]
    const { tree } = out(rules, { people })
    expect(tree).toEqual({ 董事1: { n: '甲' }, 董事2: { n: '乙' }, 监事: { n: '丙' } })
    expect(back(rules, tree).form).toEqual({ people })
  })
  it('MS-35 items are rows, their marks words behind the name', () => {
    const table = "tables:\n  FOOD: { version: '1', rows: [['02', 散装食品销售, 散装]] }\n"
    const rule =
      '- { to: rows, from: items, op: list, item: [{ to: VALUE, from: code, op: suffixed, table: FOOD, marks: marks, suffixes: { cold: (含冷藏冷冻食品) } }] }'
    const items = [{ code: '02', marks: ['cold'] }]
    const { tree } = out(rule, { items }, table)
    expect(tree).toEqual({ rows: [{ VALUE: '散装食品销售(含冷藏冷冻食品)' }] })
    expect(back(rule, tree, table).form).toEqual({ items })
  })
  it('MS-36 the form is JSON text within JSON, escaped twice, and reads back the same', () => {
    const texts = [{ at: 'form_content' }]
    const tree = { form_content: { a: '"\\\u4e2d\n', b: 1 } }
    const written = writeTexts(tree, texts)
    expect(JSON.parse(JSON.parse(JSON.stringify(written)).form_content)).toEqual(tree.form_content)
    expect(readTexts(written, texts, { maxBytes: 1_000, maxDepth: 5 })).toEqual({ ok: true, value: tree })
  })
  it('MS-38 a group is a flat record', () => {
    const rules = '- { to: FDDBR_XM, from: legalRep.name }\n- { to: FDDBR_ZJHM, from: legalRep.idNo }'
    const input = { legalRep: { name: '次仁', idNo: '1' } }
    expect(out(rules, input).tree).toEqual({ FDDBR_XM: '次仁', FDDBR_ZJHM: '1' })
    expect(back(rules, { FDDBR_XM: '次仁', FDDBR_ZJHM: '1' }).form).toEqual(input)
  })
  it('MS-39 keys of a form designer hold for one version of the form: another one is refused', () => {
    const rules =
      "- { to: formVersion, op: fixed, value: '4', otherwise: version }\n- { to: wbk4, from: applicant.name }"
    expect(out(rules, { applicant: { name: '次仁' } }).tree).toEqual({ formVersion: '4', wbk4: '次仁' })
    expect(back(rules, { formVersion: '3', wbk4: 'x' }).faults).toMatchObject([
      { path: 'formVersion', code: 'version' },
    ])
  })
  it('MS-40 the region must have what we do not ask: the window asks for it and says who wants it', () => {
    const rule =
      '- { to: CWFZR, from: extra.finance, must: true, why: 该项由示例省要求, ask: { label: 财务负责人, type: text } }'
    expect(sampleMapping(rule).overlay()).toMatchObject([{ path: 'extra.finance', required: true }])
    expect(out(rule, {}).faults).toMatchObject([{ path: 'extra.finance', code: 'required' }])
    expect(back(rule, { CWFZR: '甲' }).form).toEqual({ extra: { finance: '甲' } })
  })
  it('MS-41 what no rule names does not leave, and the report names it', () => {
    const { tree, loss } = out('- { to: name, from: applicant.name }', { applicant: { name: '甲', nation: '01' } })
    expect(tree).toEqual({ name: '甲' })
    expect(loss).toContainEqual(expect.objectContaining({ path: 'applicant.nation', kind: 'dropped' }))
  })
  it('MS-42 two of our values share one of the region’s, the first that is there', () => {
    const rule = '- { to: CONTACT, from: [mobile, landline], op: coalesce }'
    expect(out(rule, { landline: '028-1' })).toMatchObject({ tree: { CONTACT: '028-1' }, loss: [{ class: 'L2' }] })
    expect(out(rule, { mobile: '1', landline: '028-1' }).tree).toEqual({ CONTACT: '1' })
  })
  it('MS-43 one value goes to two places; two values in one place are refused at load', () => {
    const rules = '- { to: CERTNO, from: no }\n- { to: ORGCODE, from: no, only: out }'
    expect(out(rules, { no: '9' }).tree).toEqual({ CERTNO: '9', ORGCODE: '9' })
    const twice = '- { to: a, from: applicant.name }\n- { to: a, from: applicant.phone }'
    expect(() => sampleMapping(twice)).toThrow('“a”由两条不带条件的规则写出')
  })
  it('MS-44 a message of a case goes only after the one before was taken', () => {
    expect(mustWait([{ kind: 'apply', state: 'ready' }], 'supplement')).toBe(true)
    expect(mustWait([{ kind: 'apply', state: 'done' }], 'supplement')).toBe(false)
  })
  it('MS-45 “已存在” is an acknowledgement, not a second case', () => {
    expect(readAnswer({ code: 0, data: { code: '309', message: '已存在', data: { acceptNo: 'HE1' } } })).toEqual({
      verdict: 'already',
      data: { acceptNo: 'HE1' },
    })
  })
  it('MS-46 the codes of sender and receiver are constants of the region, and of the matter, never typed by a clerk', () => {
    const rule = '- { to: JSDW, from: const.receiver }'
    expect(out(rule, { const: { receiver: 'x' } }, "constants: { receiver: '420000001' }\n").tree).toEqual({
      JSDW: '420000001',
    })
  })
  it('MS-47 the region’s faults become ours, at our own paths', () => {
    const answer = readAnswer({
      code: 0,
      data: { code: '301', message: '字段校验未通过', errors: [{ path: 'addr.rest', code: '903', message: '缺少' }] },
    })
    expect(answer).toMatchObject({ verdict: 'refused', faults: [{ path: 'addr.rest' }] })
    const mapping = sampleMapping('- { to: addr.rest, from: applicant.address, op: address, as: detail }')
    expect(mapping.canonicalPath('addr.rest')).toBe('applicant.address.detail')
  })
  it('MS-48 who checked the identity, how and when, stands in words of the region', () => {
    const rule = "- { to: HYFS, op: template, text: '{verify.clerk}于{verify.at|day}以{verify.method}核验' }"
    const verify = { clerk: '窗口示例一', at: '2026-03-02T09:08:21+08:00', method: '人证比对' }
    expect(out(rule, { verify }).tree).toEqual({ HYFS: '窗口示例一于2026-03-02以人证比对核验' })
  })
  it('MS-49 a joint case is a case for each place, in their order', () => {
    const matter = [...projectDefinitions().matters.values()].find(({ id }) => id === 'M09')
    const legs = legsOf(matter, { direction: 'out', mode: '3', parentId: null }) ?? []
    expect(legs.map(({ key, at }) => `${key} at ${at}`)).toEqual([
      'permit at moveIn.address',
      'leave at moveOut.address',
      'settle at moveIn.address',
    ])
    expect([null, 'permit', 'leave', 'settle'].map((key) => legAfter(legs, key, {})?.key)).toEqual([
      'permit',
      'leave',
      'settle',
      undefined,
    ])
    expect(legsOf(matter, { direction: 'out', mode: '1', parentId: null })).toBeNull()
  })
  it('MS-50 a supplement tells what changed, or all of it again, as the region wants', () => {
    const told = (supplement: 'all' | 'changed') => {
      const envelope = sampleFiles('')
        ['envelope.yaml'].replace('sort: listed', `sort: listed\n  supplement: ${supplement}`)
        .concat('supplement:\n  - { include: materials }\n')
      const mapping = sampleMapping('- { to: name, from: applicant.name }', MATERIALS, { 'envelope.yaml': envelope })
      const changed = { supplement: { changed: ['materials.MT002'] } }
      const all = [scan('MT001', 'front'), scan('MT001', 'back'), scan('MT002', undefined, pdf)]
      return (mapping.mapForm('supplement', changed, all).tree['files'] as JsonObject[]).map(({ code }) => code)
    }
    expect(told('changed')).toEqual(['0201'])
    expect(told('all')).toEqual(['0102', '0102', '0201'])
  })
})
