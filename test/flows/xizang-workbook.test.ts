import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NodeGateway } from '../support/gateway.ts'
import { startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { type Parts, packParts, rowsOf, workbookParts } from '../support/sample-workbook.ts'
import { application, folderOf, type Laid, lay } from '../support/xizang-packages.ts'

const SHEETS: Readonly<Record<string, string>> = { 办件: 'case.csv', 表单: 'form.csv', 材料: 'materials.csv' }

/** The tables of a package as sheets of its workbook; those in `kept` stay beside it. */
function asWorkbook(one: Laid, kept: readonly string[] = [], change: (parts: Parts) => Parts = (parts) => parts): Laid {
  const tables = Object.entries(SHEETS).map(
    ([sheet, file]) => [sheet, rowsOf(one.files.get(file) ?? Buffer.from(''))] as const,
  )
  const files = new Map([...one.files].filter(([name]) => !name.endsWith('.csv') || kept.includes(name)))
  return { ...one, files: files.set('package.xlsx', packParts(change(workbookParts(Object.fromEntries(tables))))) }
}

/** The region as an administrator declares it who agreed on workbooks with it. */
function sendingWorkbooks(files: Record<string, string>): Record<string, string> {
  const path = 'regions/540000-xizang/region.yaml'
  return { ...files, [path]: (files[path] ?? '').replace('name: package.xlsx', 'name: package.xlsx\n    send: true') }
}

const swap = (part: string, from: string | RegExp, to: string) => (parts: Parts) =>
  parts.set(part, (parts.get(part) ?? '').replace(from, to))

describe('a package of 西藏’s whose tables are a workbook', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway({ beside: ['540000'], definitions: sendingWorkbooks })
  })
  afterAll(() => gateway.stop())
  const laid = async (one: Laid) => (await lay(folderOf(gateway.simulator('540000')), one)).map(({ 代码 }) => 代码)
  const cases = async () => {
    const { body } = await gateway.call('handler', 'GET', '/api/cases?direction=in&limit=100')
    return body['cases'] as unknown as { no: string }[]
  }

  it('is taken as the same case that its tables would be: by CSV again it is a repeat', async () => {
    const one = application()
    expect(await laid(asWorkbook(one))).toEqual(['00'])
    expect(await laid({ ...application(), files: one.files })).toEqual(['01'])
    const [found] = await cases()
    const { body } = await gateway.call('handler', 'GET', `/api/cases/${found?.no}`)
    expect(body['materials']).not.toEqual([])
    expect(await laid(asWorkbook(application(), ['case.csv', 'form.csv']))).toEqual(['00'])
    expect((await cases()).length).toBe(2)
  })

  it('is what we write where it was agreed, and the region reads the same case out of it, to its end', async () => {
    const simulator = gateway.simulator('540000')
    const form = await newCaseBody(gateway, 'M07', { region: '540000' })
    const key = { 'idempotency-key': crypto.randomUUID() }
    const { status, body } = await gateway.call('window', 'POST', '/api/cases', form, key)
    expect(status).toBe(201)
    const no = String(body['no'])
    await gateway.until(no, 'COMPLETED')
    const [package_ = ''] = readdirSync(join(folderOf(simulator), 'c2z')).filter((name) => name.endsWith('-SQ'))
    const names = readdirSync(join(folderOf(simulator), 'c2z', package_))
    expect(names.sort()).toEqual(['MANIFEST.csv', 'MANIFEST.sm2', 'READY.txt', 'files', 'package.xlsx'])
    expect(simulator.received().find(({ caseNo }) => caseNo === no)).toMatchObject({ messages: 1, faults: [] })
  })

  it.each<[string, (one: Laid) => Laid, string]>([
    ['a formula', (one) => asWorkbook(one, [], swap('xl/worksheets/sheet1.xml', '<v>', '<f>1</f><v>')), 'E12'],
    ['a sheet of nobody’s', (one) => asWorkbook(one, [], swap('xl/workbook.xml', '表单', '表単')), 'E12'],
    [
      'a table that says something else',
      (one) => asWorkbook(one, ['case.csv'], swap('xl/sharedStrings.xml', 'XZTS', 'XZTT')),
      'E12',
    ],
    ['another header', (one) => asWorkbook(one, [], swap('xl/sharedStrings.xml', '办件编号', '编号')), 'E12'],
    [
      'a number that lost its digits',
      (one) => asWorkbook(one, [], swap('xl/sharedStrings.xml', /XZTS\d+/, '5.1E+17')),
      'E13',
    ],
    [
      'no workbook at all',
      (one) => ({ ...asWorkbook(one), files: asWorkbook(one).files.set('package.xlsx', Buffer.from('%PDF-1.4')) }),
      'E12',
    ],
  ])('is refused with %s', async (_what, spoil, code) => {
    const before = (await cases()).length
    expect(await laid(spoil(application()))).toEqual([code])
    expect((await cases()).length).toBe(before)
  })
})
