import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { checkApplication } from '../../simulator/jiangsu/check-application.ts'
import { MATTERS } from '../../simulator/jiangsu/matters.ts'

type Columns = Readonly<Record<string, string>>

const NULLS =
  'applicant_phone applicant_zipcode applicant_email linkman_phone linkman_address linkman_zipcode linkman_email isrisk risktype riskdescription riskresult'.split(
    ' ',
  )

function pair(matter: string): Columns {
  const url = new URL(`../../regions/320000-jiangsu/pairs/${matter}-normal.json`, import.meta.url)
  const { wire } = JSON.parse(readFileSync(url, 'utf8')) as { wire: string }
  return (JSON.parse(wire) as { inf_apply: Columns }).inf_apply
}

/** What 江苏 finds in a row, as `code path`. */
function found(columns: Columns): string[] {
  const matter = MATTERS[columns['item_id'] ?? '']
  if (!matter) throw new Error('no such matter')
  const documents = ['form', 'stuff'].map((name) => [name, iconv.encode(columns[name] ?? '', 'gbk')])
  const row = { ...Object.fromEntries(NULLS.map((name) => [name, null])), ...columns, ...Object.fromEntries(documents) }
  const now = Date.parse(`${columns['create_date']?.replace(' ', 'T')}+08:00`)
  return checkApplication(row, matter, now).map(({ code, path }) => `${code} ${path}`)
}

/** The pair with its form written otherwise. */
function changed(matter: string, from: string, to: string): Columns {
  const columns = pair(matter)
  if (!columns['form']?.includes(from)) throw new Error(`${matter} has no ${from}`)
  return { ...columns, form: columns['form'].replace(from, to) }
}

describe('what 江苏 finds wrong in an application', () => {
  it.each(['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'])(
    '%s: nothing in the everyday pair, and what is too much or of another office',
    (matter) => {
      expect(found(pair(matter))).toEqual([])
      expect(found(changed(matter, '</GG>', '</GG><NEW>1</NEW>'))).toContain('E03 F/NEW')
      expect(found({ ...pair(matter), promise: '99' })).toEqual(['E21 promise'])
      expect(found({ ...pair(matter), area_name: '江苏省/苏州市' })).toEqual(['E12 area_name'])
    },
  )

  it.each<[matter: string, from: string, to: string, problems: string[]]>([
    ['M01', '<ZCZB>300<', '<ZCZB>301<', ['E25 F/ZCZB']],
    ['M01', '知识产权30.5', '知识产权30', ['E25 F/GD/ROW[2]/CZFS']],
    ['M01', '<ZW>监事<', '<ZW>董事<', ['E25 F/JS/ROW[1]/ZW']],
    ['M01', '320106190001010015</ZJHM><GB>', '320106190001010016</ZJHM><GB>', ['E24 F/GD/ROW[2]/ZJHM']],
    ['M01', '<GB>中国</GB>', '', ['E03 F/GD/ROW[1]/GB']],
    ['M01', '江苏省/南京市/玄武区/示例街道/云帆路', '江苏省/南京市/秦淮区/示例街道/云帆路', ['E12 F/ZS']],
    ['M01', '<FDDBR_SJ>13800000012', '<FDDBR_SJ>13800000013', ['E25 F/FDDBR_SJ']],
    ['M01', ' 至 长期', '至长期', ['E23 F/JYQX']],
    ['M02', '<YSSM_BH>SC20260228000451</YSSM_BH>', '', ['E03 F/YSSM_BH']],
    ['M03', '<JXSYBZ>否', '<JXSYBZ>是', ['E26 F/JXSYBZ']],
    ['M03', '糕点类食品制售(含裱花)', '糕点类食品制售(含自酿酒)', ['E21 F/JYXM/ROW[2]/JYXM_VALUE']],
    ['M03', '<CYLX>中型', '<CYLX>大型', ['E03 F/SPAQZJ']],
    ['M04', '<ZCZB>200<', '<ZCZB>199.5<', ['E25 F/ZCZB']],
    ['M04', '<YWLX>新办', '<YWLX>延续', ['E03 F/XKZBH', 'E03 F/YXQQ', 'E03 F/YXQZ']],
    ['M05', '<AAB301>江苏省/南京市/玄武区', '<AAB301>江苏省/南京市/秦淮区', ['E12 F/AAB301']],
    ['M05', '<SLLX>首次申领', '<SLLX>换领（跨省）', ['E03 F/YKZX']],
    ['M06', '<SK_ZH>6222000000000001</SK_ZH>', '', ['E03 F/SK_ZH']],
    ['M06', '<JFQ>2015年03月', '<JFQ>201503', ['E23 F/JFQ']],
    ['M07', '<YRDW>灵活就业/无单位', '<YRDW>无', ['E21 F/YRDW']],
    ['M08', '<TXFUNC>新增', '<TXFUNC>0', ['E21 F/TXFUNC']],
    ['M08', '<LXJCYS>12', '<LXJCYS>5', ['E25 F/LXJCYS']],
    ['M09', '<YXQJZ>2026年04月01日', '<YXQJZ>2026年04月02日', ['E25 F/YXQJZ']],
    ['M09', '<QCD>江苏省/南京市', '<QCD>江苏省/苏州市', ['E12 F/QCD']],
    ['M10', '<WSGCN>是', '<WSGCN>否', ['E25 F/WSGCN']],
    ['M10', '<CYLB>经营性道路货物运输驾驶员', '<CYLB>货物', ['E21 F/CYLB']],
  ])('%s with %s as %s: %j', (matter, from, to, problems) => {
    expect(found(changed(matter, from, to))).toEqual(problems)
  })

  it('wants the papers that may not be spared: 社保卡 the identity card itself, a company the papers of its holders', () => {
    const without = (columns: Columns, code: string) => ({
      ...columns,
      stuff: columns['stuff']?.replace(`<CLBM>${code}<`, '<CLBM>CL99<') ?? '',
    })
    expect(found(without(pair('M01'), 'CL22'))).toContain('E31 STUFFS/CL22')
    const card = pair('M05')
    const spared = card['stuff']?.replace(
      /(<CLBM>CL01.*?<MTFS>)不免(<\/MTFS>)<FJS>.*?<\/FJS>/,
      '$1数据核验$2<MTPJ>1</MTPJ><FJS></FJS>',
    )
    expect(found({ ...card, stuff: spared ?? '' })).toContain('E31 STUFFS/STUFF[3]/MTFS')
  })
})
