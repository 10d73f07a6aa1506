import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkApplication } from '../../simulator/guizhou/check-application.ts'
import type { FileStore } from '../../simulator/guizhou/file-store.ts'
import type { Form } from '../../simulator/guizhou/wire.ts'

const FILES = { pdf: Buffer.from('%PDF-1.4\n'), jpg: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) }

function pair(matter: string): Form {
  const url = new URL(`../../regions/520000-guizhou/pairs/${matter}-normal.json`, import.meta.url)
  const { wire } = JSON.parse(readFileSync(url, 'utf8')) as { wire: string }
  return Object.fromEntries(new URLSearchParams(wire))
}

/** What 贵州 finds in a form, as `KEY code`; files named by `missing` were never uploaded. */
function found(form: Form, missing = ''): string[] {
  const read = (id: string) => {
    const kind = id === form['PHOTO_FILE_ID'] ? 'jpg' : 'pdf'
    return id === missing ? undefined : { name: `示例.${kind}`, bytes: FILES[kind] }
  }
  return checkApplication(form, { read } as FileStore).map(({ KEY, ERRCODE }) => `${KEY} ${ERRCODE}`)
}

describe('what 贵州 finds wrong in an application', () => {
  it.each(['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'])(
    '%s: nothing in the everyday pair, and each key that the document wants is missed',
    (matter) => {
      const form = pair(matter)
      expect(found(form)).toEqual([])
      expect(found({ ...form, rMobile: '' })).toEqual(['rMobile 2004'])
      expect(found({ ...form, NEWFIELD: '1' })).toEqual(['NEWFIELD 2003'])
      expect(found({ ...form, BLMS: 'QT' })).toContain('BLMS 2005')
    },
  )

  it.each<[matter: string, change: Form, errors: string[]]>([
    ['M01', { areaCode: '520111', COMPANY_AREA: '520111' }, ['areaCode 3002']],
    ['M01', { REG_CAPITAL: '101' }, ['REG_CAPITAL 3003']],
    ['M01', { '0INVEST_HB': '49' }, ['0INVESTMENT 3003']],
    ['M01', { '1SHAREHOLDER_IDNO': '510107190001010042' }, ['1SHAREHOLDER_IDNO 2008']],
    ['M01', { COPY_NUM: '6' }, ['COPY_NUM 2006']],
    ['M01', { REG_CAPITAL: '100.0' }, ['REG_CAPITAL 2006']],
    ['M01', { '2OFFICER_JOB': '经理' }, ['2OFFICER_JOB 2005']],
    ['M01', { COMPANY_TYPECODE: 'yrgs' }, ['COMPANY_TYPECODE 2005']],
    ['M01', { '3OFFICER_NAME': '甄样例' }, ['3OFFICER_NAME 2009']],
    ['M02', { LOSS_NO: '' }, ['LOSS_NO 2004']],
    ['M03', { WLJY: '否' }, ['WZDZ 2003', 'STMD 2003']],
    ['M03', { JXSYBZ: '是' }, ['JXSYBZ 3101']],
    ['M03', { '1JYXM_VALUE': '糕点类食品制售(含自酿酒)' }, ['1JYXM_VALUE 2005']],
    ['M03', { '2DZ_MJ': '60' }, ['2DZ_MJ 2006']],
    ['M04', { DW_CAPITAL: '199' }, ['DW_CAPITAL 3003']],
    ['M04', { CS_RIGHT: 'ZY' }, ['CS_LEASETO 2003']],
    ['M05', { KH_AGREE: '否' }, ['KH_AGREE 3003']],
    ['M05', { CB_AREA: '510107' }, ['CB_AREA 3003']],
    [
      'M05',
      { PERSON_BIRTH: '2020-01-01', PERSON_IDEXPIRE: '' },
      'NAME IDTYPE IDNO MOBILE RELATION'.split(' ').map((key) => `GUARD_${key} 2004`),
    ],
    ['M06', { SK_ZH: '6222000000000001' }, ['SK_ZH 2003']],
    ['M06', { JF_TO: '202512' }, ['JF_TO 2006']],
    ['M07', { JSRQ: '长期' }, ['JSRQ 2006']],
    ['M07', { '2MATERIAL_CODE': 'GZCL14' }, ['MATERIAL_COUNT 2011', '2MATERIAL_CODE 2011']],
    ['M08', { LXH_NO: '5101002603030001' }, ['LXH_NO 2006']],
    ['M09', { MARRY_DATE: '2026-03-03' }, ['MARRY_DATE 3003']],
    ['M09', { LEGAL_NATION: '藏' }, ['LEGAL_NATION 2005']],
    ['M10', { JXJY_HOURS: '23' }, ['JXJY_HOURS 3003']],
    ['M10', { ZGZ_TYPES: 'HY/KY' }, ['ZGZ_TYPES 2005']],
    ['M10', { SQ_TYPE: 'ZX' }, ['4MATERIAL_CODE 2011', 'SQ_TYPE 3001']],
  ])('%s with %j: %j', (matter, change, errors) => {
    expect(found({ ...pair(matter), ...change })).toEqual(errors)
  })

  it('wants every file that a form names to be there, and of the kind that the document takes', () => {
    const form = pair('M10')
    const [photo = '', other = ''] = [form['PHOTO_FILE_ID'], form['1FILE_IDS']]
    expect(found(form, other)).toEqual(['1FILE_IDS 2010'])
    expect(found({ ...form, PHOTO_FILE_ID: other, '1FILE_IDS': photo })).toContain('2FILE_IDS 2011')
  })
})
