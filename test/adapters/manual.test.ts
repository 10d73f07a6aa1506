import { describe, expect, it } from 'vitest'
import { toDossier } from '../../adapters/manual/dossier.ts'
import { manual } from '../../adapters/manual/index.ts'
import type { Options } from '../../adapters/manual/options.ts'
import type { JsonObject } from '../../core/json.ts'
import { dossierPage } from '../../core/manual/dossier-page.ts'
import type { HandTask, HandTaskEnd, HandTasks } from '../../core/manual/hand-task.ts'
import type { Slip } from '../../core/manual/slip.ts'
import type { Partner } from '../../core/protocol.ts'
import { badMessages } from '../support/bad-messages.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { SLIP } from '../support/slip-sample.ts'
import { XIZANG_PACKAGE, xizangApplication, xizangPartner } from '../support/xizang-partner.ts'

const region = projectDefinitions().regions.find(({ code }) => code === '540000')
const way = region?.ways?.find(({ protocol }) => protocol === 'manual')
if (!way) throw new Error('no way')
const WAY = way.options as JsonObject

function optionsOf(change: JsonObject = {}): Options {
  const read = manual.readOptions({ ...WAY, ...change })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.value
}

const FILE = { id: 'file-1', sha256: 'known', name: '回告单.pdf', mediaType: 'application/pdf', sizeBytes: 3 }

/** checks that `printf '%s' '<办件编号>|<受理号>|<状态>|20260312' | openssl dgst -sm3` begins with */
const CHECKS: Readonly<Record<string, string>> = {
  已签收: 'A985CE',
  已受理: 'DE4BCD',
  待补正: 'C9A176',
  已办结: '7D20C8',
  不予受理: '994AB6',
}

function partnerOf(tasks?: HandTasks): Partner<Options> {
  const base = xizangPartner('/nowhere') as unknown as Partner<Options>
  const stored = new Map<string, Uint8Array>([['known', new Uint8Array([1, 2, 3])]])
  return {
    ...base,
    options: optionsOf(),
    blobs: {
      put: async (bytes: Uint8Array) => ({ sha256: 'bundle', sizeBytes: bytes.length, head: bytes.slice(0, 16) }),
      read: async (sha256: string) => stored.get(sha256) ?? base.blobs.read(sha256),
    } as unknown as Partner<Options>['blobs'],
    ...(tasks ? { tasks } : {}),
  }
}

const faultsOf = async (change: Partial<Slip>) => {
  const slip = { ...SLIP, ...change }
  const read = await manual.readSlip?.(
    {
      ...slip,
      check: change.check ?? (Object.hasOwn(CHECKS, slip.status) ? CHECKS[slip.status] : undefined) ?? slip.check,
    },
    partnerOf(),
  )
  return read?.ok ? [] : (read?.faults.map(({ path, code }) => `${path} ${code}`) ?? [])
}

const DEFECT = { 补正单号: 'B1', 类别: '材料', 列名或材料代码: 'XZ-09', 结论: '不合格', 说明: '不清' }
const PAPER = { way: 'letter', scan: FILE, document: FILE } as const
const MENDED = { 补正单号: 'B1', 补正截止: '2026年3月20日' }

describe('a slip', () => {
  it('has the check of the document’s own example, and says what the region would have written itself', async () => {
    const read = await manual.readSlip?.(SLIP, partnerOf())
    expect(read).toMatchObject({
      ok: true,
      value: {
        kind: 'progress',
        key: 'slip:slip-1',
        unnumbered: 'beside',
        partnerCaseNo: 'XZ2026030500012',
        tree: {
          status: {
            办件编号: 'WH20260302000502',
            办理状态: '已签收',
            状态时间: '2026年3月12日 00:00:00',
            录入方式: '人工',
          },
        },
      },
    })
    expect(await faultsOf({ check: 'a985ce' })).toEqual([])
  })

  const bad: [string, Partial<Slip>, string[]][] = [
    ['another check', { check: 'A985CF' }, ['check checksum']],
    ['another number of theirs', { partnerNo: 'XZ2026030500013' }, ['check checksum']],
    ['another case', { caseNo: 'WH20260302000503' }, ['check checksum']],
    ['another day', { day: '2026-03-13' }, ['check checksum']],
    [
      'another status under the same check',
      { status: '已受理', check: 'A985CE', ...PAPER, fields: { 承诺时限: '15个工作日' } },
      ['check checksum'],
    ],
    ['a status of nobody', { status: '差不多了' }, ['check checksum', 'status code']],
    ['a status that objects have', { status: 'constructor' }, ['check checksum', 'status code']],
    ['a synonym that is not agreed for slips', { status: '签收' }, ['check checksum', 'status code']],
    ['a column that there is not', { fields: { 金额: '1' } }, ['fields.金额 unexpected']],
    ['a column of objects', { fields: { toString: '1' } }, ['fields.toString unexpected']],
    ['a promise without its limit', { status: '已受理', ...PAPER }, ['fields.承诺时限 required']],
    [
      'a correction without number and day',
      { status: '待补正', ...PAPER, defects: [DEFECT] },
      ['fields.补正单号 required', 'fields.补正截止 required'],
    ],
    ['a correction that wants nothing', { status: '待补正', ...PAPER, fields: MENDED }, ['defects required']],
    ['defects of what is none', { defects: [DEFECT] }, ['defects unexpected']],
    [
      'a licence before its end',
      { licence: { 证照编号: '1' }, licenceFile: FILE, way: 'letter', scan: FILE },
      ['licence unexpected'],
    ],
    [
      'a licence without its file',
      { status: '已办结', ...PAPER, licence: { 证照编号: '1' } },
      ['licenceFile required'],
    ],
    [
      'the file of a licence without what it says',
      { status: '已办结', ...PAPER, licenceFile: FILE },
      ['licence required'],
    ],
    ['an end that was telephoned', { status: '已办结' }, ['way rule']],
    ['a paper that a telephone brought', { document: FILE }, ['document unexpected']],
    ['a letter that nobody kept a picture of', { way: 'letter' }, ['scan required']],
    [
      'a letter without the document that it announces',
      { status: '不予受理', way: 'fax', scan: FILE, fields: { 意见: '材料不全' } },
      ['document required'],
    ],
  ]
  it.each(badMessages('manual', bad, ([what]) => what))(
    'is refused with its column named: %s',
    async (_name, change, faults) => {
      expect(await faultsOf(change)).toEqual(faults)
    },
  )
})

describe('a dossier', () => {
  it('has the code, the check and the pages of the document’s example', () => {
    const application = xizangApplication('M01')
    const tree = structuredClone(application.tree) as JsonObject & { materials: JsonObject[] }
    const options = optionsOf({
      assist: { ...(WAY['assist'] as JsonObject), matters: ['M01'] },
    })
    const manifest = new TextEncoder().encode('清单')
    const name = '510107-540000-20260302-0002-SQ'
    const dossier = toDossier({ ...application, caseNo: 'WH20260302000502', tree }, name, manifest, options)
    expect(dossier.lines.length).toBe(93)
    expect(dossier.sheetCheck).toBe('556A8FFD')
    expect(dossier.items.length).toBe(7)
    const paper = dossier.items.reduce((sum, { pages }) => sum + pages, 0)
    // 1 cover and 3 pages of sheet stand before the materials
    expect(dossier.pages).toBe(4 + paper)
    expect(dossier.code).toBe(`XZTB1|WH20260302000502|${name}|${dossier.digest.slice(0, 32)}|7|${dossier.pages}`)
  })

  it('prints what was typed as text, whatever it looks like', () => {
    const task = taskOf()
    const line = { number: 1, tab: '登记', column: '姓名（名称）', value: '<script>alert(1)</script>', check: 'ABCD' }
    const page = dossierPage(
      { ...task, dossier: { ...task.dossier, lines: [line] } },
      { home: projectDefinitions().home, regionName: '西藏<b>', matter: undefined },
    )
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/<script|<b>/)
  })
})

function taskOf(): HandTask {
  return {
    deliveryId: 'd',
    round: 1,
    region: '540000',
    caseNo: 'WH1',
    matter: 'M04',
    kind: 'apply',
    dossier: {
      package: XIZANG_PACKAGE,
      digest: 'ab'.repeat(32),
      footer: 'abababab',
      code: 'XZTB1|…',
      sheetCheck: '',
      lines: [],
      linesPerPage: 35,
      items: [],
      pages: 2,
    },
    bundle: { sha256: 'bundle', name: 'a.zip', mediaType: 'application/zip', sizeBytes: 1 },
    openedAt: 1,
  }
}

describe('a delivery that somebody carries', () => {
  function stage() {
    let task: HandTask | null = null
    let end: HandTaskEnd | null = null
    const tasks: HandTasks = {
      find: async () => task && { task, end },
      async give(given) {
        task = { ...given, region: '540000', openedAt: 1 }
        end = null
      },
    }
    const partner = partnerOf(tasks)
    const message = xizangApplication('M07')
    return {
      send: (change = {}) => manual.send({ ...message, ...change }, partner),
      task: () => task,
      finish: (outcome: 'sent' | 'impossible', note = '') => {
        end = {
          deliveryId: 'd',
          round: task?.round ?? 0,
          outcome,
          carrier: 'post',
          waybill: 'E1',
          note,
          at: 2,
          by: 'ann',
          byName: '甲',
        }
      },
    }
  }

  it('gives its task once, waits however often it is looked at, and counts as handed over once somebody says so', async () => {
    const { send, task, finish } = stage()
    const first = await send()
    expect(first).toMatchObject({ outcome: 'waiting', exchanges: [{ operation: '510107-540000-20260302-0001-SQ' }] })
    const given = task()
    expect(await send()).toMatchObject({ outcome: 'waiting', exchanges: [] })
    expect(task()).toBe(given)
    finish('sent')
    expect(await send()).toMatchObject({ outcome: 'accepted', level: 'A0', partnerCaseNo: null })
  })

  it('is refused once for the reason given, and sent again as another round under another name', async () => {
    const { send, task, finish } = stage()
    await send()
    finish('impossible', '缺页')
    expect(await send()).toMatchObject({ outcome: 'rejected', message: '缺页' })
    expect(await send()).toMatchObject({ outcome: 'waiting' })
    expect(task()).toMatchObject({ round: 2, dossier: { package: '510107-540000-20260302-0002-SQ' } })
  })

  it('carries no progress of cases that the region never sends this way', async () => {
    expect(await stage().send({ kind: 'progress' })).toMatchObject({ outcome: 'rejected', code: 'kind' })
  })
})
