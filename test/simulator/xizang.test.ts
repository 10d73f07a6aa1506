import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { checkCase } from '../../simulator/xizang/check-case.ts'
import { startSimulator } from '../../simulator/xizang/index.ts'
import { opensslVerifiesSm2 } from '../support/openssl-sm2.ts'

const VECTORS = new URL('../regions/vectors/540000/', import.meta.url).pathname
const NAME = '510107-540000-20260302-0001-SQ'
/** the public key of this region in the document's 2.2 */
const PUBLIC_KEY =
  '04324f8d8903202669020146d1965c07d59f8df1528561c0cb1ddcb6da4b3614b9e54756b98d7af83662d38b3101f8b6b27ddfe05f286d165479fd7e9f1e199004'

describe('the simulated 西藏', () => {
  let root: string
  let simulator: Simulator
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'xizang-'))
    // the moment of the document's receipt
    const now = () => Date.parse('2026-03-02T10:00:12+08:00')
    simulator = await startSimulator({ gatewayUrl: '', folder: root, stepDelayMs: 5, now })
  })
  afterEach(async () => {
    await simulator.close()
    rmSync(root, { recursive: true, force: true })
  })

  const bring = (name = NAME) => cpSync(join(VECTORS, NAME), join(root, 'c2z', name), { recursive: true })
  async function receipt(name = NAME): Promise<string> {
    const file = join(root, 'z2c/ack', `${name}.csv`)
    await expect.poll(() => existsSync(file), { timeout: 3_000 }).toBe(true)
    return new TextDecoder('gb18030').decode(readFileSync(file))
  }

  it('writes the receipt of the document’s package to the byte, under a signature that OpenSSL verifies', async () => {
    bring()
    await receipt()
    const bytes = readFileSync(join(root, 'z2c/ack', `${NAME}.csv`))
    expect(bytes).toEqual(readFileSync(join(VECTORS, 'receipt', `${NAME}.csv`)))
    const seal = readFileSync(join(root, 'z2c/ack', `${NAME}.sm2`), 'latin1')
    expect(opensslVerifiesSm2(bytes, seal, PUBLIC_KEY)).toBe(true)
    const sample = readFileSync(join(VECTORS, 'receipt', `${NAME}.sm2`), 'latin1')
    expect(opensslVerifiesSm2(bytes, sample, PUBLIC_KEY)).toBe(true)
  })

  it('registers the case and tells how it goes on, each package under a new name of its own', async () => {
    bring()
    await expect.poll(() => simulator.received().map(({ status }) => status), { timeout: 3_000 }).toEqual(['已办结'])
    const told = ['0001', '0002', '0003'].map((number) =>
      new TextDecoder('gb18030').decode(readFileSync(join(root, `z2c/540000-510107-20260302-${number}-HF/status.csv`))),
    )
    expect(told.map((text) => text.split('\r\n')[1]?.split(',').slice(0, 5).join())).toEqual([
      'WH20260302000501,XZ2026030200001,XZEV2026030200001001,1,已登记',
      'WH20260302000501,XZ2026030200001,XZEV2026030200001002,2,已受理',
      'WH20260302000501,XZ2026030200001,XZEV2026030200001003,3,已办结',
    ])
  })

  it.each([
    ['READY.txt', '0'.repeat(64), 'E01'],
    ['MANIFEST.sm2', `${'A'.repeat(86)}==`, 'E02'],
    ['files/notes.txt', 'x', 'E04'],
    ['files/XZ-06_01.pdf', '%PDF-1.4\n%other\n', 'E04'],
    ['../notes/x y.txt', 'x', 'E03'],
  ])('rejects a package whose %s is not as the list says', async (file, content, code) => {
    const path = join(root, 'c2z', NAME)
    cpSync(join(VECTORS, NAME), `${path}.later`, { recursive: true })
    if (file.startsWith('../')) writeFileSync(join(`${path}.later`, 'x y.txt'), content)
    else writeFileSync(join(`${path}.later`, file), content)
    cpSync(`${path}.later`, path, { recursive: true })
    rmSync(`${path}.later`, { recursive: true })
    expect((await receipt()).split('\r\n')[1]).toMatch(new RegExp(`^${NAME},失败,${code},`))
    expect(simulator.received()).toEqual([])
  })

  it('calls the same content under another name a repeat, and refuses a name of more than 30 days ago', async () => {
    bring()
    await receipt()
    bring('510107-540000-20260302-0009-SQ')
    expect(await receipt('510107-540000-20260302-0009-SQ')).toContain('0009-SQ,重复,01')
    bring('510107-540000-20260130-0001-SQ')
    expect(await receipt('510107-540000-20260130-0001-SQ')).toContain('失败,E05')
    expect(simulator.received()).toMatchObject([{ messages: 1, duplicates: 1 }])
  })

  it('reads nothing before READY.txt stands there', async () => {
    bring()
    rmSync(join(root, 'c2z', NAME, 'READY.txt'))
    bring('510107-540000-20260302-0002-SQ')
    await receipt('510107-540000-20260302-0002-SQ')
    expect(existsSync(join(root, 'z2c/ack', `${NAME}.csv`))).toBe(false)
  })
})

describe('西藏’s rules of a matter', () => {
  /** The faults of a golden case without its files, as `code column`, once a text in it is another. */
  function faults(matter: string, from: string, to: string, pair = 'normal'): string[] {
    const path = `regions/540000-xizang/pairs/${matter}-${pair}.json`
    const { wire } = JSON.parse(readFileSync(path, 'utf8')) as { wire: string }
    const changed = wire.replace(from, to)
    if (from !== '' && changed === wire) throw new Error(`${matter} has no ${from}`)
    const tables = changed.split('\r\n\r\n').map((part): [string, Buffer] => {
      const [name = '', ...lines] = part.split('\r\n')
      return [name, iconv.encode(`${lines.join('\r\n').replace(/\r\n$/, '')}\r\n`, 'gb18030')]
    })
    const parts = { from: '510107', to: '540000', day: '20260302', number: '0001', kind: 'SQ' } as const
    const found = checkCase({ name: NAME, parts, manifestSm3: '', files: new Map(tables) })
    const told = 'matter' in found ? [] : found
    // the pair holds neither files nor the sheet that is typed from
    return told
      .filter(({ code, file }) => code !== 'E31' && file !== 'assist.csv')
      .map((one) => `${one.code} ${one.column}`)
  }

  it.each([
    ['M01', ',壹佰万元整,', ',壹佰零万元整,', ['E23 注册资本（大写）']],
    ['M01', '货币:50;知识产权:10', '货币:50;知识产权:20', ['E23 股东1出资方式']],
    ['M01', '货币:50;', '现金:50;', ['E16 股东1出资方式']],
    ['M01', '510107190001010033,董事,', '510107190001010033,监事,', ['E15 董事1职务']],
    ['M01', '无固定期限', '长期', ['E16 经营期限']],
    ['M05', ',补领,', ',首次,', ['E21 申领类型']],
    ['M05', ',藏汉双文', ',', ['E14 卡面语种']],
    ['M06', ',1301020000001,', ',,', ['E14 原个人编号']],
    ['M06', '2015年3月', '2015-03', ['E16 缴费起']],
    ['M08', '西藏自治区/拉萨市/城关区', '西藏自治区/拉萨市', ['E22 区划']],
    ['M08', '510100000001,,,,,', '510100000001,0,,,,', ['E16 反馈代码']],
    ['M09', '130102190003050028', '130102190003050029', ['E17 迁移人1身份号码']],
    ['M09', 'ZQ51010720260001', '', ['E14 准迁证编号']],
  ])('%s with %s as %s is told', (matter, from, to, told) => {
    expect(faults(matter, '', '')).toEqual([])
    expect(faults(matter, from, to)).toEqual(told)
  })

  it('counts the rows of an annex, and reads each', () => {
    expect(faults('M01', '', '', 'largest')).toEqual([])
    expect(faults('M01', 'annex-shareholders.csv', 'annex-warehouses.csv', 'largest')).toEqual(['E13 股东人数'])
  })
})
