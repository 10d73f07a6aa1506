import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  answerTo,
  complaints,
  fileOf,
  inside,
  openStage,
  packageOf,
  recordOf,
  type Stage,
  sample,
} from './hubei-stage.ts'

const APPLY = 'YLBZ_SQYDJYBAJSFW'
const CASE = '510107041020260302000001'
const NUMBER = '42010620260302000001'
const TIME = '20260302091530'

let stage: Stage
afterEach(() => stage.close())

const ofCase = (data: string, time = TIME): string => packageOf('0410', CASE, time, data)
const supplement = (data: string, count = '1', time = TIME): string =>
  ofCase(recordOf('010014', { YWLSH: NUMBER, BZCS: count, BZSJ: '20260302091500' }) + data, time)
const change = (field: string, value: string, no = 1): string =>
  recordOf('010015', { JLSID: '041004', JLNO: '1', ZDM: field, XZ: value }, no)
const send = (text: string): Promise<string> => stage.call('TYFW_BZCLJSFW', text)
const types = () => expect.poll(() => stage.gateway.types().join(), { timeout: 3_000 })

describe('a supplement for 湖北', () => {
  beforeEach(async () => {
    stage = await openStage({ behaviour: 'correction' })
    await stage.call(APPLY, sample('9.1-application.xml'))
    await types().toBe('01,04')
  })

  it('is asked for as 9.3 asks: fields and materials, failed and passed, the last day, the document', () => {
    const notice = stage.gateway.calls[1]?.information ?? ''
    const due = sample('9.3-correction-notice.xml')
    const sids = (text: string) => [...text.matchAll(/ sid="(\d+)"/g)].map(([, sid]) => sid?.replace('0210', '0410'))
    const names = (text: string) => [...text.matchAll(/<([A-Z_]+)>[^<]/g)].map(([, name]) => name)
    expect(sids(notice)).toEqual(sids(due))
    expect(names(notice)).toEqual(names(due))
    expect(inside(notice, 'BZQX')).toBe('20260309')
  })

  it('is taken once, and the case goes on from what was received', async () => {
    const page = fileOf('4101', '异地就医备案登记表')
    const text = supplement(change('MEMO', '探亲') + page)
    const answer = await send(text)
    expect(answer).toContain(
      `<CODE>10</CODE><MSG>成功</MSG></PACKAGEHEAD><DATA><RECORD no="1" sid="010014" code="10" msg="成功"><YWLSH>${NUMBER}</YWLSH></RECORD></DATA>`,
    )
    expect(inside(await send(text.replace(TIME, '20260302091531')), 'CODE')).toBe('-61')
    expect(inside(await send(text.replace('探亲', '访友')), 'CODE')).toBe('-62')
    await types().toBe('01,04,05,02,09,11')
    expect(stage.simulator.received()).toMatchObject([{ messages: 2, corrections: 1, duplicates: 1 }])
    expect(inside(await send(supplement(change('MEMO', '访友'), '2')), 'CODE')).toBe('-64')
  })

  it('may clear a field with #NULL#, but none that must be', async () => {
    expect(complaints(await send(supplement(change('EMP_NAME', '#NULL#'))))).toEqual(['010015[1].XZ -931'])
    expect(inside(await send(supplement(change('SQR_ZJYXQ', '#NULL#'))), 'CODE')).toBe('10')
  })

  it('may add pages after the highest number, and changes what the count says', async () => {
    const proof = fileOf('4105', '派驻证明').replace('<SXH>1<', '<SXH>5<').replace('<CLXSDM>4', '<CLXSDM>1')
    expect(complaints(await send(supplement(proof)))).toEqual(['010014[1].ATT_CNT -934'])
    expect(inside(await send(supplement(change('ATT_CNT', '5') + proof)), 'CODE')).toBe('10')
  })

  const wrong: readonly (readonly [rule: string, text: string, complaint: string])[] = [
    ['nothing at all', supplement(''), '010014[1].YWLSH -931'],
    ['another count', supplement(change('MEMO', '探亲'), '2'), '010014[1].BZCS -934'],
    ['what is as it was', supplement(change('EMP_NAME', '武汉示例科技有限公司')), '010015[1].XZ -934'],
    ['a field that is none', supplement(change('REMARK', '探亲')), '010015[1].ZDM -932'],
    ['one field twice', supplement(change('MEMO', '探亲') + change('MEMO', '访友', 2)), '010015[2].ZDM -934'],
    ['a value of no form', supplement(change('TEL', '1380')), '010015[1].XZ -933'],
    ['a value against another', supplement(change('GEND', '2')), '010015[1].XZ -934'],
    [
      'a page under a new number',
      supplement(fileOf('4101', '异地就医备案登记表').replace('<SXH>1<', '<SXH>5<')),
      '011000[1].SXH -933',
    ],
    [
      'the records out of order',
      supplement(fileOf('4101', '异地就医备案登记表') + change('MEMO', '探亲')),
      '010015[1].RECORD -933',
    ],
    [
      'another case’s number',
      supplement(change('MEMO', '探亲')).replace(NUMBER, '42010620260302000009'),
      '010014[1].YWLSH -934',
    ],
  ]
  it.each(wrong)('is refused with %s, at its record and field', async (_rule, text, complaint) => {
    expect(complaints(await send(text))).toContain(complaint)
    expect(stage.simulator.received()).toMatchObject([{ messages: 1, corrections: 0 }])
  })
})

describe('a withdrawal from 湖北', () => {
  const withdrawal = ofCase(recordOf('010016', { YWLSH: NUMBER, CHSJ: '20260302091500', CHYY: '申请人改变主意' }))
  const withdraw = async (text = withdrawal) => inside(await stage.call('TYFW_CHSQJSFW', text), 'CODE')

  it('ends the course and is confirmed by 13', async () => {
    stage = await openStage()
    const held = Promise.withResolvers<void>()
    stage.gateway.answer = async ({ information }) => {
      await held.promise
      return answerTo(information, '10', 'WH202603020001')
    }
    await stage.call(APPLY, sample('9.1-application.xml'))
    await types().toBe('01')
    expect([await withdraw(), await withdraw(), await withdraw(withdrawal.replace('改变主意', '另行办理'))]).toEqual([
      '10',
      '-61',
      '-62',
    ])
    held.resolve()
    await types().toBe('01,13')
    expect(inside(stage.gateway.calls[1]?.information ?? '', 'FKXH')).toBe('2')
  })

  it('comes too late after the end, and wants its reason', async () => {
    stage = await openStage({ behaviour: 'refuse' })
    await stage.call(APPLY, sample('9.1-application.xml'))
    await types().toBe('01,03')
    expect(await withdraw()).toBe('-64')
    await stage.close()
    stage = await openStage({ behaviour: 'quiet' })
    await stage.call(APPLY, sample('9.1-application.xml'))
    const answer = await stage.call('TYFW_CHSQJSFW', withdrawal.replace(/<CHYY>.*<\/CHYY>/, ''))
    expect(complaints(answer)).toEqual(['010016[1].CHYY -931'])
  })
})

describe('M02 at 湖北', () => {
  const APPLICATION = packageOf(
    '0220',
    '510107022020260302000005',
    TIME,
    recordOf('022004', {
      YWLSH: 'WH202603020005',
      SXJBBM: '420131127006',
      SXSSBM: '11420106MB000012314420131127006',
      BLMSDM: '2',
      SSXQDM: '420106',
      SQRQ: '20260302',
      SQR_TYSHXYDM: '91510107MA0000007C',
      SQR_XM: '成都示例投资有限公司',
      SQR_LXDH: '028-85000000',
      DLR_XM: '王示例',
      DLR_GMSFHM: '510107190002030044',
      DLR_LXDH: '13800000002',
      DLR_WTSX: '补领营业执照',
      DLR_WTQX: '20260630',
      JGLQFSDM: '2',
      SJR_XM: '王示例',
      SJR_LXDH: '13800000002',
      SJR_DZ_SSXQDM: '510107',
      SJR_DZ_QHNXXDZ: '示例街1号',
      HYFSDM: '01',
      HYJGDM: '1',
      HYSJ: '20260302091000',
      TYSBB: 'TY-2026-01',
      TYSSJ: '20260302091200',
      CNSSJ: '20260302091200',
      CBR_XM: '张示例',
      SLDW_JGDM: '510107000000',
      SLDW_JGMC: '成都市武侯区政务服务中心',
      SLDW_LXDH: '028-85000000',
      ZTMC: '武汉示例智慧科技有限公司',
      TYSHXYDM: '91420106MA0000226M',
      ZTLXDM: '1130',
      FDDBR_XM: '欧阳明',
      FDDBR_GMSFHM: '510107190001010033',
      SQLXDM: '2',
      ZBSL: '1',
      FBSL: '2',
      YHZRQ: '20240520',
    }) +
      fileOf('2201', '补领换发申请书') +
      recordOf('011000', { CLLBDM: '2203', CLMC: '原执照（损毁）', SXH: '2', CLXSDM: '1', MTJDM: 'N' }, 2) +
      fileOf('0001', '服务同意书', 3) +
      fileOf('0002', '授权委托书', 4, '1'),
  )
  const apply = (text: string) => stage.call('SCJG_SQZZBLJSFW', text)

  it('ends with a licence as 9.4 does: record, file, documents', async () => {
    stage = await openStage()
    expect(inside(await apply(APPLICATION), 'CODE')).toBe('10')
    await types().toBe('01,02,06,09,15,11')
    const end = stage.gateway.calls.at(-1)?.information ?? ''
    const shape = (text: string) =>
      [...text.matchAll(/ sid="(\d+)"|<([A-Z_]+)>[^<]/g)].map(([, sid, name]) => sid ?? name)
    expect(shape(end)).toEqual(shape(sample('9.4-completed.xml').replace('sid="021006"', 'sid="022006"')))
    expect([inside(end, 'ZZBH'), inside(end, 'CZR_MC')]).toEqual(['91420106MA0000226M', '武汉示例智慧科技有限公司'])
    expect(inside(end, 'ZZBS')).toMatch(
      /^1\.2\.156\.3005\.2\.11100000000013338W001\.11420106MB00001231\.HB2026\d{12}\.001\.[0-9A-Z]$/,
    )
  })

  const wrong: readonly (readonly [rule: string, from: string | RegExp, to: string, complaint: string])[] = [
    ['a company without an agent', /<DLR_XM>.*<\/DLR_WTQX>/, '', '022004[1].DLR_XM -931'],
    ['a wrong unified code', '<TYSHXYDM>91420106MA0000226M', '<TYSHXYDM>91420106MA0000226N', '022004[1].TYSHXYDM -933'],
    ['a loss without its notice', '<SQLXDM>2', '<SQLXDM>1', '022004[1].YSSM_FSDM -931'],
    ['a notice without a loss', '<YHZRQ>', '<YSSM_BH>SC1</YSSM_BH><YHZRQ>', '022004[1].YSSM_BH -932'],
    ['two originals', '<ZBSL>1', '<ZBSL>2', '022004[1].ZBSL -933'],
    ['no copy at all', '<ZBSL>1</ZBSL><FBSL>2', '<ZBSL>0</ZBSL><FBSL>0', '022004[1].FBSL -934'],
    [
      'both kinds of applicant',
      '<SQR_TYSHXYDM>',
      '<SQR_GMSFHM>510107190001010033</SQR_GMSFHM><SQR_TYSHXYDM>',
      '022004[1].SQR_TYSHXYDM -934',
    ],
    ['post without an address', /<SJR_DZ_SSXQDM>.*<\/SJR_DZ_QHNXXDZ>/, '', '022004[1].SJR_DZ_SSXQDM -931'],
    ['an address with its province', '<SJR_DZ_QHNXXDZ>', '<SJR_DZ_QHNXXDZ>四川省', '022004[1].SJR_DZ_QHNXXDZ -933'],
    [
      'a file for what is posted',
      '<CLMC>原执照（损毁）</CLMC>',
      '<CLMC>原执照（损毁）</CLMC><CLGS>pdf</CLGS>',
      '011000[2].CLGS -932',
    ],
  ]
  it.each(wrong)('is refused for %s', async (_rule, from, to, complaint) => {
    stage = await openStage()
    expect(complaints(await apply(APPLICATION.replace(from, to)))).toContain(complaint)
  })
})
