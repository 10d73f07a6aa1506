import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stageXml } from '../../adapters/stage-xml/index.ts'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import type { MessageKind, OutboundMessage } from '../../core/message.ts'
import type { HttpRequest } from '../../core/ports.ts'
import { sdAnswer, sdVector, shandong, shandongPartner, textOf } from '../support/shandong-partner.ts'

const NO = 'WH20260302000021'
const mapping = shandong?.mappings.get('M07')
const pair = JSON.parse(
  readFileSync(new URL('../../regions/370000-shandong/pairs/M07-normal.json', import.meta.url), 'utf8'),
) as { input: JsonObject; materials: CaseMaterial[] }
const pdf = (mark: string) => new TextEncoder().encode(`%PDF-1.4\n%DEMO ${mark}\n%%EOF\n`)

function message(kind: MessageKind, tree: JsonObject, memo: JsonObject, partnerCaseNo: string | null): OutboundMessage {
  return { id: '1', kind, matter: 'M07', caseNo: NO, partnerCaseNo, seq: 1, caseCreatedAt: 0, tree, files: [], memo }
}

async function send(one: OutboundMessage, blobs: Uint8Array[] = []) {
  const caseNo = one.kind === 'progress' ? one.partnerCaseNo : one.caseNo
  const answer = () => sdAnswer({ status: '200', desc: '请求成功', SBLSH_SHORT: caseNo, YWLSH: '37010226030200021' })
  const { partner, sent } = shandongPartner('2026-03-02T14:00:00+08:00', { answer, blobs })
  const result = await stageXml.send(one, partner)
  const operationOf = ({ url }: HttpRequest) => url.split('/').at(-1)
  return { result, texts: sent.map(textOf), operations: sent.map(operationOf) }
}

describe('the answer to a correction notice', () => {
  const person = pair.input['person'] as JsonObject
  const corrected = { ...person, addressAway: '四川省成都市武侯区示例街道示例路1号2栋101号' }
  const fresh = pdf('13 v2')
  const newFile = {
    id: 'e1748255ed623f370e8b05775d06cdbe',
    sha256: '',
    name: '个人承诺书.pdf',
    mediaType: 'application/pdf',
    sizeBytes: fresh.length,
  }
  const groups = { at: '2026-03-02T14:00:00+08:00', note: '', round: 1, correctionNo: 'SDBZ202603020001' }
  const before = mapping?.mapForm('apply', pair.input, pair.materials).tree ?? {}
  const memo: JsonObject = { stages: { no: 2, version: 1, applied: 'x' }, lastTree: before }

  async function supplement(form: JsonObject, materials: CaseMaterial[]) {
    const mapped = mapping?.mapForm(
      'supplement',
      { ...pair.input, ...form, supplement: groups, message: { id: '2', seq: 2, at: '2026-03-02T14:00:00+08:00' } },
      materials,
    )
    expect(mapped?.faults).toEqual([])
    return send(message('supplement', mapped?.tree ?? {}, memo, null), [fresh, pdf('9 v1')])
  }
  const replaced = async () => {
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', fresh)).toString('hex')
    return pair.materials.map((one) => (one.slot === 'MT013' ? { ...one, file: { ...newFile, sha256 } } : one))
  }

  it('is the document’s: the changed material first, then the changed line, each under the next number', async () => {
    const { result, texts, operations } = await supplement({ person: corrected }, await replaced())
    expect(operations).toEqual(['receiveApplyMaterial', 'receiveCorrectResult'])
    const unnumbered = (text: string | undefined) => text?.replace(/<SEQ>\w{32}</, '<SEQ><')
    expect(unnumbered(texts[0])).toBe(unnumbered(sdVector('9.3 补材料')))
    expect(texts[1]).toBe(sdVector('9.3 补正受理'))
    expect(result).toMatchObject({ outcome: 'accepted', memo: { stages: { no: 4, version: 2, records: [] } } })
  })

  it('says that a line is gone, and sends no material where none changed', async () => {
    const { employer: _, ...rest } = pair.input
    const { texts, operations } = await supplement({ ...rest, employer: {} }, pair.materials)
    expect(operations).toEqual(['receiveCorrectResult'])
    expect(texts[0]).toContain('<BZCLQD>无</BZCLQD>')
    expect(
      texts[0]
        ?.match(/<ITEMCODE>\w+<\/ITEMCODE>.*?<!\[CDATA\[.*?\]\]>/g)
        ?.map((row) => row.replaceAll(/<.*?>(?=\w)/g, '')),
    ).toHaveLength(2)
    expect(texts[0]).toContain('<ITEMCODE>DWMC</ITEMCODE><ITEMNAME>单位名称</ITEMNAME><ITEMVALUE><![CDATA[无]]>')
  })

  it('has an empty list of lines where only a material changed', async () => {
    const { texts } = await supplement({}, await replaced())
    expect(texts[1]).toContain('<XML_DATA><SPItemListDef><rows></rows></SPItemListDef></XML_DATA></SPBUZHENGSHOULI>')
  })

  it('does not go out where something changed that it cannot say', async () => {
    const applicant = { ...(pair.input['applicant'] as JsonObject), mobile: '13900000000' }
    const { result, operations } = await supplement({ applicant }, pair.materials)
    expect(operations).toEqual([])
    expect(result).toMatchObject({
      outcome: 'rejected',
      code: 'not-amendable',
      faults: [
        { path: 'SPRENYUAN.LXDH', code: 'unexpected' },
        { path: 'SPSHENQIN.Applicanttel' },
        { path: 'SPSHENQIN.LXRSJ' },
      ],
    })
    expect(mapping?.canonicalPath('SPRENYUAN.LXDH')).toBe('applicant.mobile')
  })
})

describe('what happens to a case of 山东 that we handle', () => {
  const officer = { name: '经办四号', id: 'W1004', orgCode: '11510107000000000U', orgName: '政务服务中心' }
  const THEIRS = '37010226030600009'
  const told = async (progress: JsonObject, memo: JsonObject = {}, blobs: Uint8Array[] = []) => {
    const mapped = mapping?.mapProgress({
      officer,
      home: { division: '510107', orgCode: '11510107000000000U' },
      matter: { implementationCode: '11510107000000000U4002036004001' },
      occurredAt: '2026-03-06T15:20:00+08:00',
      ...progress,
    })
    expect(mapped?.faults).toEqual([])
    return send(message('progress', mapped?.tree ?? {}, memo, THEIRS), blobs)
  }
  const stages = (result: Awaited<ReturnType<typeof told>>['result']) =>
    result.outcome === 'accepted' ? (result.memo['stages'] as JsonObject) : {}

  it('is told under the region’s number, its own numbers counted from 1', async () => {
    const { texts, operations, result } = await told({ status: 'SIGNED' })
    expect(operations).toEqual(['receiveAcceptInfo'])
    expect(texts[0]).toContain(`<SBLSH_SHORT>${THEIRS}</SBLSH_SHORT>`)
    expect(texts[0]).toContain('<XH>1</XH><SHOULI><YWSLSJ>2026-03-06 15:20:00</YWSLSJ>')
    expect(texts[0]).toContain('<YWSLZT>4</YWSLZT><YWSLYJ>无</YWSLYJ><YWSLQHMC>武侯区</YWSLQHMC>')
    expect(stages(result)).toMatchObject({ no: 1, lastStageAt: '2026-03-06 15:20:00' })
    expect(result).toMatchObject({ outcome: 'accepted', partnerCaseNo: null })
  })

  it('happens at times that go up by a second at least', async () => {
    const memo = { stages: { no: 1, lastStageAt: '2026-03-06 15:59:59' } }
    const { texts, result } = await told({ status: 'ACCEPTED' }, memo)
    expect(texts[0]).toContain('<XH>2</XH><SHOULI><YWSLSJ>2026-03-06 16:00:00</YWSLSJ>')
    expect(stages(result)['lastStageAt']).toBe('2026-03-06 16:00:00')
  })

  it('is done once: a denial is the end, whatever we note behind it', async () => {
    const denied = await told({ status: 'DENIED', decision: { result: 'deny', reason: '条件不符' } })
    expect(denied.operations).toEqual(['receiveFinishInfo'])
    expect(denied.texts[0]).toContain('<BJJGDM>7</BJJGDM><BJJGMS>不予许可</BJJGMS><ZFHTHYY>条件不符</ZFHTHYY>')
    const over = await told({ status: 'COMPLETED' }, { stages: stages(denied.result) })
    expect(over.operations).toEqual([])
    expect(over.result).toMatchObject({ outcome: 'accepted', duplicate: false, exchanges: [] })
  })

  it('is not told where the region has no word for it', async () => {
    for (const status of ['CORRECTED', 'CERTIFYING'])
      expect((await told({ status })).result).toMatchObject({ outcome: 'accepted', exchanges: [] })
  })

  it('ends with the licence and the decision as files, behind the end itself', async () => {
    const bytes = pdf('LIC')
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    const file = {
      id: 'f0000000-0000-4000-8000-000000000001',
      sha256,
      name: '证.pdf',
      mediaType: 'application/pdf',
      sizeBytes: 1,
    }
    const licence = {
      no: 'X1',
      name: '证',
      from: '2026-03-06',
      validTo: '长期',
      issuerName: '局',
      issuerCode: '1',
      file,
    }
    const document = { type: 'NTC_DONE', no: '决1', title: '决定书', date: '2026-03-06', file }
    const { texts, operations } = await told(
      { status: 'COMPLETED', decision: { result: 'approve' }, licence, document },
      {},
      [bytes],
    )
    expect(operations).toEqual(['receiveFinishInfo', 'receiveResultFileInfo'])
    expect(texts[0]).toContain('<ZJYXQX>2026-03-06 至 无固定期限</ZJYXQX>')
    expect(texts[1]?.match(/<WSLX>\w+<\/WSLX>/g)).toEqual(['<WSLX>LIC</WSLX>', '<WSLX>SAL</WSLX>'])
    expect(texts[1]).toContain(`<ATTACH_BODY>${Buffer.from(bytes).toString('base64')}</ATTACH_BODY>`)
  })

  it('sends the notice ahead of a refusal: behind one nothing may come', async () => {
    const bytes = pdf('NAC')
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    const file = { id: 'f1', sha256, name: '不予.pdf', mediaType: 'application/pdf', sizeBytes: 1 }
    const document = { type: 'NTC_REFUSE', no: '不1', title: '不予受理通知书', date: '2026-03-06', file }
    const { operations } = await told({ status: 'REFUSED', note: '不属本机关', document }, {}, [bytes])
    expect(operations).toEqual(['receiveResultFileInfo', 'receiveAcceptInfo'])
  })

  it('asks for what must be mended in the region’s own words', async () => {
    const correction = {
      no: 'BZ1',
      issuedAt: '2026-03-06T15:20:00+08:00',
      dueOn: '2026-03-11',
      items: [
        { target: 'material', slot: 'MT013', label: '个人承诺书', reason: '签名:不清;重签' },
        { target: 'field', path: 'person.addressAway', label: '居外地址', reason: '不一致' },
      ],
    }
    const { texts } = await told({ status: 'CORRECTION', correction })
    expect(texts[0]).toContain(
      '<BZCLQD>13:个人承诺书:签名：不清；重签;</BZCLQD><BZZDQD>JWDZ_QH:不一致;</BZZDQD><BZGZSX>5</BZGZSX><BZGZSXDW>Z</BZGZSXDW><BQBZCLBM>13</BQBZCLBM><BZGZSJ>2026-03-06 15:20:00</BZGZSJ>',
    )
  })

  it('goes through a special procedure and ships its result', async () => {
    const suspension = {
      kind: 'inspection',
      name: '核查',
      from: '2026-03-06T16:00:00+08:00',
      days: 3,
      unit: 'G',
      reason: '核',
    }
    const start = await told({ status: 'SUSPENDED', suspension })
    expect(start.texts[0]).toContain('<SUSPENDTYPE>1</SUSPENDTYPE><SPTEBIE><TBCXZL>B</TBCXZL>')
    const end = await told({ status: 'REVIEWING', suspension: { ...suspension, to: '2026-03-07T09:00:00+08:00' } })
    expect(end.texts[0]).toContain('<SUSPENDTYPE>0</SUSPENDTYPE><SPTEBIEJIEGUO><TBCXJG>无</TBCXJG>')
    const shipped = await told({ status: 'SHIPPED', shipment: { carrier: '示例快递', waybillNo: 'SF1' } })
    expect(shipped.texts[0]).toContain('<SPHJDM>5</SPHJDM><SPHJMC>寄出</SPHJMC>')
    expect(shipped.texts[0]).toContain('<SPYJ>快递公司:示例快递;单号:SF1</SPYJ>')
  })
})
