import { describe, expect, it } from 'vitest'
import { readCodeTables } from '../../core/form/codes.ts'
import { codes, definitionFile } from './definitions.ts'

describe('the code tables', () => {
  it('know codes and their words', () => {
    expect(codes.has('CT_ID_TYPE', '111')).toBe(true)
    expect(codes.has('CT_ID_TYPE', '01')).toBe(false)
    expect(codes.has('CT_NOBODY', '1')).toBe(false)
    expect(codes.label('CT_ETHNICITY', '04')).toBe('藏族')
    expect(codes.label('CT_ETHNICITY', '99')).toBeUndefined()
    expect(codes.label('CT_MATERIAL', 'MT028')).toBe('转诊单')
  })

  it('hold all 56 ethnicities and all 30 materials', () => {
    expect(codes.tables.get('CT_ETHNICITY')?.rows).toHaveLength(58)
    expect(codes.tables.get('CT_MATERIAL')?.rows).toHaveLength(30)
  })

  it('are refused with every fault and its place', () => {
    const table = { name: 'CT_X', title: '甲', version: '1', source: '示例', rows: [{ code: '1', label: '一' }] }
    const read = readCodeTables({
      'a.yaml': { ...table, rows: [...table.rows, { code: '1', label: '又一' }] },
      'b.yaml': table,
      'c.yaml': { ...table, name: 'X', colour: 'red', rows: [{ code: 1, label: '' }] },
    })
    const paths = read.ok ? [] : read.faults.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        'a.yaml:rows[1].code',
        'b.yaml:name',
        'c.yaml:name',
        'c.yaml:colour',
        'c.yaml:rows[0].code',
        'codes',
      ]),
    )
  })
})

describe('the table of divisions', () => {
  it.each([
    ['510107', '四川省成都市武侯区'],
    ['130102', '河北省石家庄市长安区'],
    ['420106', '湖北省武汉市武昌区'],
    ['500107', '重庆市九龙坡区'],
    ['310101', '上海市黄浦区'],
    ['429004', '湖北省仙桃市'],
    ['441900', '广东省东莞市'],
    ['540102', '西藏自治区拉萨市城关区'],
    ['330106', '浙江省杭州市西湖区'],
    ['520103', '贵州省贵阳市云岩区'],
    ['610113', '陕西省西安市雁塔区'],
    ['370102', '山东省济南市历下区'],
    ['320102', '江苏省南京市玄武区'],
    ['440106', '广东省广州市天河区'],
  ])('writes %s as %s', (division, name) => {
    expect(codes.fullAddress({ division, detail: '示例路1号' })).toBe(`${name}示例路1号`)
  })

  it('reads twelve digits like six, and gives the levels apart', () => {
    expect(codes.divisionParts('510107000000')).toEqual({ province: '四川省', city: '成都市', county: '武侯区' })
    expect(codes.divisionParts('500107')).toEqual({ province: '重庆市', city: '', county: '九龙坡区' })
    expect(codes.divisionParts('130000')).toEqual({ province: '河北省', city: '', county: '' })
    expect(codes.divisionName('130100000000')).toBe('石家庄市')
  })

  it('says nothing of a place it does not have', () => {
    expect(codes.divisionParts('519999')).toBeUndefined()
    expect(codes.fullAddress({ division: '999999', detail: '' })).toBeUndefined()
  })

  it('has a province for every place and a city for every county that has one', () => {
    const orphans = [...codes.divisionNames.keys()].filter((code) => codes.divisionParts(code) === undefined)
    expect(orphans).toEqual([])
  })

  it('holds the eleven partner provinces and ours', () => {
    const provinces = '130000 310000 320000 330000 370000 420000 440000 500000 510000 520000 540000 610000'.split(' ')
    expect(provinces.filter((code) => codes.divisionName(code) === undefined)).toEqual([])
    expect(definitionFile('home.yaml')).toMatchObject({ division: '510107', orgCode: '11510107000000000U' })
  })
})
