import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STATUS_HEADER } from '../../simulator/xizang/columns.ts'
import { writeTable } from '../../simulator/xizang/csv.ts'
import { toMoment } from '../../simulator/xizang/dates.ts'
import { badMessages } from '../support/bad-messages.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { BAD_CASES, BAD_PACKAGES } from '../support/xizang-bad-packages.ts'
import { application, folderOf, type Laid, type Line, lay } from '../support/xizang-packages.ts'

const CODE = '540000'
let gateway: NodeGateway

beforeAll(async () => {
  gateway = await startGateway({ beside: [CODE] })
})
afterAll(() => gateway.stop())
const root = () => folderOf(gateway.simulator(CODE))
const codesOf = (lines: readonly Line[]) => lines.map((line) => line.代码)

async function evidence(): Promise<{ verdict: string; request: string }[]> {
  const { body } = await gateway.call('auditor', 'GET', `/api/evidence?region=${CODE}&limit=100`)
  return body['evidence'] as unknown as { verdict: string; request: string }[]
}

async function casesIn(): Promise<number> {
  const { body } = await gateway.call('handler', 'GET', '/api/cases?direction=in&limit=100')
  return (body['cases'] as unknown as unknown[]).length
}

badMessages('file-drop', BAD_PACKAGES, ([what]) => what)

describe('西藏 lays out a package that cannot be taken: refused by a receipt, nothing registered', () => {
  let receipts: Line[][]
  let given: Laid[]
  let kept: Awaited<ReturnType<typeof evidence>>
  beforeAll(async () => {
    given = BAD_PACKAGES.map(([, spoil]) => spoil(application()))
    receipts = await Promise.all(given.map((one) => lay(root(), one)))
    kept = await evidence()
  }, 60_000)

  it.each(BAD_PACKAGES.map(([what, _spoil, code, reason], at) => [what, at, code, reason] as const))(
    '%s',
    (_what, at, code, reason) => {
      const lines = receipts[at] ?? []
      expect(codesOf(lines).join()).toMatch(code)
      expect(JSON.stringify(lines)).not.toMatch(/白玛|540102190001010029|13800000006/)
      expect(kept.find(({ request }) => request.includes(given[at]?.name ?? ''))?.verdict).toBe(`refused:${reason}`)
    },
  )

  it.concurrent.each(BAD_CASES)('%s: named where it stands', async (_what, spoil, code, place) => {
    const [line] = await lay(root(), spoil(application()))
    expect([line?.代码, `${line?.文件} ${line?.列名}`.trim()]).toEqual([code, expect.stringContaining(place)])
    expect(line?.说明).not.toMatch(/540102190001010030/)
  })

  it('nothing of it is a case', async () => {
    expect(await casesIn()).toBe(0)
  })

  it('a name that comes again is a repeat, with another content it is refused, and what was taken under it stands', async () => {
    const one = application()
    expect(codesOf(await lay(root(), one))).toEqual(['00'])
    expect(codesOf(await lay(root(), { ...one, again: 2 }))).toEqual(['01'])
    const other = application()
    expect(codesOf(await lay(root(), { ...other, name: one.name, again: 5 }))).toEqual(['E41'])
    expect(await casesIn()).toBe(1)
  })

  it('the same case under another name is a repeat, and another one under its number and version is refused', async () => {
    const one = application()
    expect(codesOf(await lay(root(), one))).toEqual(['00'])
    expect(codesOf(await lay(root(), { ...application(), files: one.files }))).toEqual(['01'])
    const changed = BAD_CASES.find(([what]) => what === 'a wrong check digit')?.[1](one)
    expect(codesOf(await lay(root(), { ...application(), files: changed?.files ?? one.files }))).toEqual(['E42'])
  })
})

describe('西藏 tells of a case of ours what may not be: refused by a receipt, the case stands where it stood', () => {
  let no: string
  let nth = 0
  const row = (over: Record<string, string> = {}): Record<string, string> => {
    nth += 1
    return {
      ...{ 办件编号: no, 受理号: 'XZ2026112499001', 事件号: `EV${nth}`, 序号: String(nth), 办理状态: '已签收' },
      ...{ 状态时间: toMoment(Date.now()), 办理单位: '城关区市场监督管理局（示例）', 录入方式: '导入' },
      ...over,
    }
  }
  const tell = (rows: Record<string, string>[], more: readonly (readonly [string, Buffer])[] = []) =>
    lay(root(), {
      name: application().name.replace('-TS', '-HF'),
      files: new Map([['status.csv', writeTable(STATUS_HEADER, rows)], ...more]),
    })
  const statusOf = async () =>
    (await gateway.call('window', 'GET', `/api/cases/${no}`)).body['status'] as unknown as string

  beforeAll(async () => {
    gateway.simulator(CODE).setBehaviour('quiet', 1)
    const body = await newCaseBody(gateway, 'M07', { region: CODE })
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': crypto.randomUUID() })
    no = String(made.body['no'])
    await gateway.until(no, 'DELIVERED')
    expect(codesOf(await tell([row({ 办理状态: '已登记' })]))).toEqual(['00'])
  })

  it.each<[string, () => Record<string, string>, string]>([
    ['a case that nobody has', () => row({ 办件编号: 'WH19000101000001' }), 'E23'],
    ['the number of another case', () => row({ 受理号: 'XZ2026112499002' }), 'E23'],
    ['an event that was told otherwise', () => row({ 事件号: 'EV1' }), 'E42'],
    ['a number that another event has', () => row({ 序号: '1' }), 'E23'],
    ['no number', () => row({ 序号: '' }), 'E16'],
    ['a number that is none', () => row({ 序号: '-1' }), 'E16'],
    ['an event without a name', () => row({ 事件号: '' }), 'E14'],
    ['no time', () => row({ 状态时间: '' }), 'E14'],
    ['a document that did not come along', () => row({ 文书类型: '受理通知书', 文书文件: 'DOC_SL_01.pdf' }), 'E31'],
    ['a document from elsewhere', () => row({ 文书类型: '受理通知书', 文书文件: '../case.csv' }), 'E31'],
  ])('%s', async (_what, make, code) => {
    const [line] = await tell([make()])
    expect(line?.代码).toBe(code)
    expect(await statusOf()).toBe('DELIVERED')
  })

  it('takes the lines of a package that it can, and names those that it cannot', async () => {
    const lines = await tell([row(), row({ 办件编号: 'WH19000101000001' })])
    expect(lines.map((line) => [line.代码, line.行])).toEqual([['E23', '3']])
    expect(await statusOf()).toBe('SIGNED')
  })
})
