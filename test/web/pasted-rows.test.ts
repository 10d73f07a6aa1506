import { describe, expect, it } from 'vitest'
import { cellsOf, columnsOf, elementsOf, readPaste } from '../../web/parts/lists/paste.ts'
import type { ServedField } from '../../web/parts/served-matter.ts'

const FIELDS: readonly ServedField[] = [
  {
    path: 'shareholders[].kind',
    label: '类型',
    type: 'code',
    options: [
      { code: '01', label: '自然人股东' },
      { code: '02', label: '企业法人' },
    ],
  },
  { path: 'shareholders[].name', label: '姓名或名称', type: 'text' },
  { path: 'shareholders[].idNo', label: '证件号码', type: 'text', rules: [{ rule: 'idNo' }] },
  { path: 'shareholders[].subscribed', label: '认缴出资额', type: 'decimal' },
  { path: 'shareholders[].ways', label: '出资方式', type: 'list' },
  { path: 'shareholders[].ways[].amount', label: '金额', type: 'decimal' },
  { path: 'shareholders[].dueDate', label: '出资时间', type: 'date' },
]
const COLUMNS = columnsOf('shareholders', FIELDS)
const DIVISIONS = [{ code: '520102', label: '贵州省贵阳市南明区' }]
const read = (text: string) => readPaste(cellsOf(text) ?? [], COLUMNS, '2026-03-02', DIVISIONS)

describe('rows pasted from a spreadsheet', () => {
  it('go by their heads in any order, by words that are near, and without their units', () => {
    const pasted = read('出资时间\t姓名\t备注\t认缴出资额（万元）\n2029/3/1\t次仁\t无\t1,060.5万元\n')
    expect(pasted.headed).toBe(true)
    expect(pasted.ignored).toEqual(['备注'])
    expect(elementsOf(pasted)).toEqual([{ dueDate: '2029-03-01', name: '次仁', subscribed: 1060.5 }])
  })

  it('go by their order where no row names them, a list within coming last', () => {
    const pasted = read('企业法人\t示例公司\t91510107MA0000007C\t40\t20290301\t40')
    expect(pasted.headed).toBe(false)
    expect(elementsOf(pasted)).toEqual([
      {
        kind: '02',
        name: '示例公司',
        idNo: '91510107MA0000007C',
        subscribed: 40,
        dueDate: '2029-03-01',
        ways: [{ amount: 40 }],
      },
    ])
  })

  it('are put right and say so: full-width digits, blanks, marks that turn the direction, noughts that a spreadsheet dropped', () => {
    const [row] = read('1\t\u202e次仁\u200f\t５１０１０７ 19000101001７\t60').rows
    expect(row?.map(({ value, changed }) => [value, changed])).toEqual([
      ['01', false],
      ['次仁', true],
      ['510107190001010017', true],
      [60, false],
    ])
  })

  it('say cell by cell what cannot be read; text of numbers and days stays to be mended, a choice stays open', () => {
    const pasted = read('合伙\t次仁\t\t六十\t2029-13-01')
    expect(pasted.rows[0]?.map(({ fault }) => fault)).toEqual(['option', null, null, 'number', 'date'])
    expect(elementsOf(pasted)).toEqual([{ name: '次仁', subscribed: '六十', dueDate: '2029-13-01' }])
  })

  it('keep cells with tabs, lines and quotes in them, and take what lies on the clipboard as one cell for no table', () => {
    expect(cellsOf('"甲\n乙"\t"说""好"""\r\n丙\t丁\r\n')).toEqual([
      ['甲\n乙', '说"好"'],
      ['丙', '丁'],
    ])
    expect(cellsOf('次仁\n')).toBeNull()
  })

  it('are bounded, and what lies beyond is told', () => {
    const pasted = read(Array.from({ length: 203 }, (_, at) => `01\t第${at}名`).join('\n'))
    expect([pasted.rows.length, pasted.beyond]).toEqual([200, 3])
  })
})
