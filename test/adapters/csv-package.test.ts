import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendPackage } from '../../adapters/file-drop/csv-package/send.ts'
import { sheetCheck, toAssistLines } from '../../adapters/layers/csv-package/assist.ts'
import { writeManifest } from '../../adapters/layers/csv-package/manifest.ts'
import { packMessage } from '../../adapters/layers/csv-package/pack.ts'
import { isSealed, seal } from '../../adapters/layers/csv-package/seal.ts'
import { decodePackage, toTables } from '../../adapters/layers/csv-package/tables.ts'
import { encodeText } from '../../core/charset.ts'
import type { JsonObject } from '../../core/json.ts'
import type { OutboundMessage, SendResult } from '../../core/message.ts'
import { receiptOf, writeReceipt } from '../../simulator/xizang/receipts.ts'
import { opensslVerifiesSm2 } from '../support/openssl-sm2.ts'
import {
  XIZANG_NOW,
  XIZANG_PACKAGE,
  XIZANG_VECTORS,
  xizangApplication,
  xizangOptions,
  xizangPartner,
} from '../support/xizang-partner.ts'

const read = (...path: string[]) => new Uint8Array(readFileSync(join(XIZANG_VECTORS, ...path)))
const OUR_KEY =
  '045909a2038002da8313cdb02e4185bbd530af06de213f5a87f89f31ba01c6ba189a9fba7b71cb55b3b65877fcd6d3eed1414a5dbd1d83aecfad8291fa126a82e1'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xizang-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the package of an application', () => {
  it('is that of the document’s sample 9.1 to the byte, its list included', async () => {
    const partner = xizangPartner(folder)
    const packed = await packMessage(xizangApplication('M07'), partner)
    if (typeof packed === 'string') throw new Error(packed)
    expect([...packed.keys()].sort()).toEqual([
      'case.csv',
      'files/XZ-06_01.pdf',
      'files/XZ-13_01.pdf',
      'files/XZ-90_01.pdf',
      'form.csv',
      'materials.csv',
    ])
    for (const [path, bytes] of packed) expect(bytes, path).toEqual(read(XIZANG_PACKAGE, path))
    expect(writeManifest(packed, partner.options)).toEqual(read(XIZANG_PACKAGE, 'MANIFEST.csv'))
  })

  it('is sealed so that OpenSSL verifies it, and the region’s own samples are taken', async () => {
    const manifest = read(XIZANG_PACKAGE, 'MANIFEST.csv')
    const sealed = await seal(manifest, xizangPartner(folder))
    expect(opensslVerifiesSm2(manifest, Buffer.from(sealed).toString(), OUR_KEY)).toBe(true)
    const receipt = [read('receipt', `${XIZANG_PACKAGE}.csv`), read('receipt', `${XIZANG_PACKAGE}.sm2`)] as const
    expect(isSealed(...receipt, xizangOptions())).toBe(true)
    expect(isSealed(manifest, receipt[1], xizangOptions())).toBe(false)
  })

  it('has the sheet of the document’s sample 9.2 where people type it in: lines, their checks and that of the sheet', () => {
    const options = xizangOptions()
    const pair = JSON.parse(readFileSync('regions/540000-xizang/pairs/M01-normal.json', 'utf8'))
    const tree = decodePackage(encodeText(pair.wire, 'gb18030'), 'M01', options)
    if (!tree.ok) throw new Error(JSON.stringify(tree.faults))
    const lines = toAssistLines(toTables(tree.value, 'M01', options), options)
    const wanted = new TextDecoder('gb18030').decode(read('M01-assist.csv')).trim().split('\r\n').slice(1)
    const written = lines.map(({ number, tab, column, value, check }) => [number, tab, column, value, check].join())
    expect(written).toEqual(expect.arrayContaining(wanted))
    expect([lines.length, sheetCheck(lines)]).toEqual([93, '556A8FFD'])
  })

  it('of a correction sends anew what was changed, and names what is kept', async () => {
    const first = xizangApplication('M07')
    const tree = structuredClone(first.tree)
    const [, form, , consent] = tree['materials'] as { 文件SM3: { $file: { sha256: string } } }[]
    if (form && consent) form.文件SM3.$file.sha256 = consent.文件SM3.$file.sha256
    const message: OutboundMessage = { ...first, kind: 'supplement', seq: 2, tree, memo: { lastTree: first.tree } }
    const packed = await packMessage(message, xizangPartner(folder))
    if (typeof packed === 'string') throw new Error(packed)
    const rows = (name: string) => new TextDecoder('gb18030').decode(packed.get(name)).split('\r\n')
    expect(
      rows('materials.csv')
        .slice(1, 5)
        .map((row) => row.split(',').slice(7, 9)),
    ).toEqual([
      ['沿用', ''],
      ['替换', 'XZ-06_01.pdf'],
      ['沿用', ''],
      ['沿用', ''],
    ])
    expect([...packed.keys()].filter((path) => path.startsWith('files/'))).toEqual(['files/XZ-06_01.pdf'])
    expect(rows('form.csv')[1]?.endsWith(',1')).toBe(true)
  })
})

describe('sending', () => {
  /** A delivery that is looked at again and again: what it remembers, and what came of it last. */
  function delivery(message: OutboundMessage, partner = xizangPartner(folder)) {
    let memo: JsonObject = {}
    return async (): Promise<SendResult> => {
      const result = await sendPackage({ ...message, memo }, partner)
      if ('memo' in result && result.memo) memo = { ...memo, ...result.memo }
      return result
    }
  }
  const packages = () => readdirSync(join(folder, 'c2z')).filter((name) => name !== 'ack')
  const receipt = (name: string, faults: Parameters<typeof receiptOf>[1], at = XIZANG_NOW, as = name) =>
    writeReceipt(join(folder, 'z2c/ack'), name, receiptOf(as, faults, at))

  it('takes a name first, writes under it once with the mark last, and waits for the receipt', async () => {
    const look = delivery(xizangApplication('M07'))
    expect(await look()).toMatchObject({ outcome: 'waiting', exchanges: [] })
    expect(existsSync(join(folder, 'c2z'))).toBe(false)
    expect(await look()).toMatchObject({ outcome: 'waiting', exchanges: [{ operation: XIZANG_PACKAGE }] })
    expect(readFileSync(join(folder, 'c2z', XIZANG_PACKAGE, 'READY.txt'), 'latin1')).toBe(
      Buffer.from(read(XIZANG_PACKAGE, 'READY.txt')).toString('latin1'),
    )
    expect(await look()).toMatchObject({ outcome: 'waiting', exchanges: [] })
    receipt(XIZANG_PACKAGE, [{ code: '00', says: '' }])
    expect(await look()).toMatchObject({ outcome: 'accepted', level: 'A1', duplicate: false })
    expect(packages()).toEqual([XIZANG_PACKAGE])
  })

  it('writes nothing again where it died behind the mark, and all of it where it died before', async () => {
    const partner = xizangPartner(folder)
    const message = { ...xizangApplication('M07'), memo: { package: XIZANG_PACKAGE, laidAt: 0, deferred: '' } }
    await sendPackage(message, partner)
    const written = readFileSync(join(folder, 'c2z', XIZANG_PACKAGE, 'MANIFEST.sm2'), 'latin1')
    expect(await sendPackage(message, partner)).toMatchObject({ outcome: 'waiting', exchanges: [] })
    expect(readFileSync(join(folder, 'c2z', XIZANG_PACKAGE, 'MANIFEST.sm2'), 'latin1')).toBe(written)
    rmSync(join(folder, 'c2z', XIZANG_PACKAGE, 'READY.txt'))
    expect(await sendPackage(message, partner)).toMatchObject({ exchanges: [{ operation: XIZANG_PACKAGE }] })
  })

  it('gives every message of a day its own number, after what lies there', async () => {
    const partner = xizangPartner(folder)
    const names: unknown[] = []
    for (let count = 0; count < 3; count += 1) {
      const look = delivery(xizangApplication('M07'), partner)
      await look()
      names.push((await look()).exchanges[0]?.operation)
    }
    expect(names).toEqual(['0001', '0002', '0003'].map((number) => `510107-540000-20260302-${number}-SQ`))
  })

  it('is refused with every line of the receipt at our own columns, and goes under a new name where a person sends it again', async () => {
    const look = delivery(xizangApplication('M07'))
    await look()
    await look()
    receipt(XIZANG_PACKAGE, [
      { code: 'E13', file: 'case.csv', line: 2, column: '证件号码', says: '科学计数,数字已丢失' },
      { code: 'E31', file: 'materials.csv', line: 3, column: '文件名', says: '缺少文件' },
    ])
    expect(await look()).toMatchObject({
      outcome: 'rejected',
      code: 'E13',
      faults: [
        { path: 'case.证件号码', code: 'E13', message: '科学计数,数字已丢失' },
        { path: 'materials[1].文件名', code: 'E31' },
      ],
    })
    await look()
    await look()
    expect(packages()).toEqual([XIZANG_PACKAGE, '510107-540000-20260302-0002-SQ'])
  })

  it('is written again under the same name after R1, whose receipt is no answer to it any more', async () => {
    const look = delivery(xizangApplication('M07'))
    await look()
    await look()
    receipt(XIZANG_PACKAGE, [{ code: 'R1', says: '停电' }])
    expect(await look()).toMatchObject({ outcome: 'later', retryAfterMs: 7_200_000 })
    expect(await look()).toMatchObject({ outcome: 'waiting', exchanges: [{ operation: XIZANG_PACKAGE }] })
    expect(await look()).toMatchObject({ outcome: 'waiting', exchanges: [] })
    receipt(XIZANG_PACKAGE, [{ code: '01', says: '已收过' }], XIZANG_NOW + 7_200_000)
    expect(await look()).toMatchObject({ outcome: 'accepted', duplicate: true })
    expect(packages()).toEqual([XIZANG_PACKAGE])
  })

  it('takes no receipt of somebody else’s, of another package or without a form for an answer', async () => {
    const look = delivery(xizangApplication('M07'))
    await look()
    await look()
    const bytes = receiptOf(XIZANG_PACKAGE, [{ code: '00', says: '' }], XIZANG_NOW)
    writeReceipt(join(folder, 'z2c/ack'), XIZANG_PACKAGE, bytes, `${'A'.repeat(86)}==`)
    expect(await look()).toMatchObject({ outcome: 'later', unknown: true, reason: '对方回执的签名不符' })
    receipt(XIZANG_PACKAGE, [{ code: '00', says: '' }], XIZANG_NOW, '510107-540000-20260301-0001-SQ')
    expect(await look()).toMatchObject({ outcome: 'later', reason: '对方的回执不是这个包的' })
    writeReceipt(join(folder, 'z2c/ack'), XIZANG_PACKAGE, Buffer.from('<html>'))
    expect(await look()).toMatchObject({ outcome: 'later', reason: '对方的回执不是约定的表' })
  })
})
