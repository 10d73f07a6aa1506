import { fieldsOf } from './fields.ts'
import { type Matter, materialsOf, SHARED } from './matter.ts'

const MARKET = '西安市雁塔区市场监督管理局'

/** 内资有限责任公司设立登记. */
export const M01: Matter = {
  id: 'M01',
  name: '内资有限责任公司设立登记',
  sxid: '61010001',
  jbbm: '000131127004',
  ssbm: '11610113MB000013194000131127004',
  modes: ['全程网办'],
  fields: fieldsOf(`
    wbk4 s120 M
    wbk5 s40 O
    xlk6 x:QYLX M
    wbk7 s200 M
    wbk8 s20 M
    wbk9 m M
    xlk10 x:BZ M
    rq11 d M
    rq12 d M
    wbk13 s2000 M
    wbk14 s4 M
    wbk15 s50 M
    dxk16 c:ZJLX M
    wbk17 s50 M dxk16
    wbk18 s11 M
    wbk19 s50 M
    dxk20 c:ZJLX M
    wbk21 s50 M dxk20
    wbk22 s11 M
    wbk23 s100 O
    zb24 zb M
    zb25 zb M
    dxk26 c:ZSCQ M
    wbk27 s100 M
    wbk28 i8 O
    wbk29 i2 M
    xlk30 b M
    wbk31 s50 M
    dxk32 c:ZJLX M
    wbk33 s50 M dxk32
    wbk34 s11 M
    xlk35 x:ZW M`),
  rows: {
    zb24: {
      least: 1,
      most: 30,
      fields: fieldsOf(`
        l1 s50 M
        l2 c:ZJLX M
        l3 s50 M l2
        l4 x:ZW M
        l5 x:CSFS M
        l6 s11 O`),
    },
    zb25: {
      least: 1,
      most: 20,
      fields: fieldsOf(`
        l1 x:GDLX M
        l2 s200 M
        l3 c:ZJLX M
        l4 s50 M l3
        l5 x:GJ M
        l6 m M
        l7 s200 M
        l8 d M
        l9 s10 M`),
    },
  },
  materials: [
    ...materialsOf(`
      SN0101 公司登记（备案）申请书 pdf 10240 M
      SN0102 公司章程 pdf 10240 M
      SN0103 股东主体资格文件或身份证明 pdf 10240 M 电子证照/数据核验
      SN0104 任职文件及身份证明 pdf 10240 M
      SN0105 住所证明 pdf 10240 M 电子证照
      SN0106 批准文件 pdf 10240 O 前件复用/电子证照`),
    ...SHARED,
  ],
  org: MARKET,
  limits: { fdsx: '3', cnsx: '3', unit: '工作日' },
  asked: { key: 'wbk7', material: 'SN0101' },
  licence: {
    type: '11100000000013338W001',
    name: '营业执照',
    no: '91610113MA0000322C',
    holder: 'wbk4',
    holderNo: '91610113MA0000322C',
  },
}

/** 营业执照遗失补领、换发. */
export const M02: Matter = {
  id: 'M02',
  name: '营业执照遗失补领、换发',
  sxid: '61020001',
  jbbm: '610131127008',
  ssbm: '11610113MB000013194610131127008',
  modes: ['全程网办', '代收代办'],
  fields: fieldsOf(`
    rq4 d dxk10=1!
    wbk5 s200 M
    wbk6 s120 M
    wbk7 s18 M uscc
    xlk8 x:QYLX M
    wbk9 s50 M
    dxk10 c:BLLX M
    wbk11 i1 M
    wbk12 i2 M
    dxk13 c:YSSM dxk10=1!
    wbk14 s50 dxk10=1!`),
  materials: [
    ...materialsOf(`
      SN0201 补领换发申请书 pdf 5120 M
      SN0202 遗失公示材料 pdf 5120 dxk10=1 数据核验
      SN0203 原执照（损毁） post 0 dxk10=3`),
    ...SHARED,
  ],
  org: MARKET,
  limits: { fdsx: '3', cnsx: '2', unit: '工作日' },
  asked: { key: 'wbk5', material: 'SN0201' },
  licence: { type: '11100000000013338W001', name: '营业执照', no: 'wbk7', holder: 'wbk6', holderNo: 'wbk7' },
}

/** 食品经营许可（新办）. */
export const M03: Matter = {
  id: 'M03',
  name: '食品经营许可（新办）',
  sxid: '61030001',
  jbbm: '610131138003',
  ssbm: '11610113MB000013194610131138003',
  modes: ['代收代办'],
  fields: fieldsOf(`
    wbk4 s120 M
    wbk5 s18 M
    wbk6 s50 M
    dxk7 c:ZJLX M
    wbk8 s50 M dxk7
    wbk9 s11 M
    wbk10 s20 O
    wbk11 s200 M
    zb12 zb O
    zb13 zb M
    wbk14 i5 M
    wbk15 i5 M
    wbk16 s200 M
    wbk17 m M
    wbk18 m dxk19=2!
    dxk19 c:ZTYT M
    xlk20 b M
    wbk21 s200 xlk20=是!
    xlk22 b xlk20=是!
    xlk23 b dxk19=2!
    xlk24 b dxk19=2!
    xlk25 x:YYFS dxk19=1!
    xlk26 x:CYGM dxk19=2!
    fxk27 f:JYXM M
    xlk28 b M
    xlk29 b M
    xlk30 b M
    xlk31 b M`),
  rows: {
    zb12: { least: 0, most: 10, fields: fieldsOf('l1 s200 M\nl2 m M') },
    zb13: {
      least: 1,
      most: 10,
      fields: fieldsOf(`
        l1 s50 M
        l2 s18 M id
        l3 s50 O
        l4 x:ZJZ M`),
    },
  },
  materials: [
    ...materialsOf(`
      SN0301 食品经营许可申请书 pdf 10240 M
      SN0302 营业执照 pdf 5120 M 电子证照
      SN0303 设备布局与操作流程图 pdf 20480 M
      SN0304 食品安全制度清单 pdf 10240 M
      SN0305 健康证明 pdf 10240 M 数据核验/电子证照
      SN0306 中央厨房检验报告 pdf 10240 xlk23=是`),
    ...SHARED,
  ],
  org: MARKET,
  limits: { fdsx: '10', cnsx: '10', unit: '工作日' },
  asked: { key: 'wbk16', material: 'SN0301' },
  // the number that the document itself shows (§3.6)
  licence: {
    type: '11100000000013338W050',
    name: '食品经营许可证',
    no: 'JY26101130000013',
    holder: 'wbk4',
    holderNo: 'wbk5',
    years: 5,
  },
}

/** 劳务派遣经营许可. */
export const M04: Matter = {
  id: 'M04',
  name: '劳务派遣经营许可',
  sxid: '61040001',
  jbbm: '610114009003',
  ssbm: '11610100MB0000238R3610114009003',
  modes: ['代收代办'],
  fields: fieldsOf(`
    wbk4 s120 M
    wbk5 s18 M uscc
    wbk6 s200 M
    wbk7 s100 M
    wbk8 s50 M
    dxk9 c:ZJLX M
    wbk10 s50 M dxk9
    wbk11 s11 M
    xlk12 x:QYLX M
    wbk13 s20 M
    rq14 d M
    zb15 zb M
    wbk16 s200 M
    wbk17 m O
    dxk18 c:ZSCQ O
    rq19 d dxk18=2/4
    wbk20 i5 O
    wbk21 s50 O
    wbk22 s1000 M
    wbk23 s100 M`),
  rows: { zb15: { least: 1, most: 30, fields: fieldsOf('l1 s100 M\nl2 i5 M\nl3 s100 O') } },
  materials: [
    ...materialsOf(`
      SN0401 申请书 pdf 5120 M
      SN0402 营业执照 pdf 5120 M 电子证照
      SN0403 公司章程 pdf 10240 M
      SN0404 验资（审计）报告 pdf 10240 M
      SN0405 场所证明及设施清单 pdf 10240 M 电子证照
      SN0406 管理制度及协议样本 pdf 10240 M`),
    ...SHARED,
  ],
  org: '西安市人力资源和社会保障局',
  limits: { fdsx: '20', cnsx: '15', unit: '工作日' },
  asked: { key: 'wbk23', material: 'SN0401' },
  licence: {
    type: '11100000000013338W014',
    name: '劳务派遣经营许可证',
    no: '61010020260001',
    holder: 'wbk4',
    holderNo: 'wbk5',
    years: 3,
  },
}
