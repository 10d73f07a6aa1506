import { fieldsOf } from './fields.ts'
import { type Matter, materialsOf, SHARED } from './matter.ts'

const LABOUR = '西安市人力资源和社会保障局'

/** 社会保障卡申领. */
export const M05: Matter = {
  id: 'M05',
  name: '社会保障卡申领',
  sxid: '61050001',
  jbbm: '612014016002',
  ssbm: '11610100MB0000238R3612014016002',
  modes: ['全程网办', '代收代办'],
  fields: fieldsOf(`
    wbk4 s18 M
    wbk5 s50 M
    wbk6 s100 O
    xlk7 x:XB M
    xlk8 x:MZ M
    rq9 d M
    xlk10 x:GJ M
    dxk11 c:ZJLX M
    wbk12 s20 M dxk11
    rq13 d M
    wbk14 s11 M
    wbk15 s200 M
    wbk16 s6 M
    xlk17 x:HKXZ O
    wbk18 s200 O
    wbk19 s50 O
    dxk20 c:ZJLX wbk19=*!
    wbk21 s50 wbk19=*! dxk20
    wbk22 s11 wbk19=*!
    xlk23 x:GX wbk19=*!
    wbk24 p M
    xlk25 x:YHLB M
    dxk26 c:SLLX M
    wbk27 s100 jbxx/dxk12=1
    wbk28 s11 M`),
  materials: [
    ...materialsOf(`
      SN0501 申领登记表 pdf 5120 M
      SN0502 户口簿 jpg 2048 wbk19=* 数据核验
      SN0503 电子照片 jpg 20 M`),
    ...SHARED,
  ],
  org: LABOUR,
  limits: { fdsx: '30', cnsx: '15', unit: '自然日' },
  asked: { key: 'wbk15', material: 'SN0501' },
}

/** 企业职工基本养老保险关系转移接续. */
export const M06: Matter = {
  id: 'M06',
  name: '企业职工基本养老保险关系转移接续',
  sxid: '61060001',
  jbbm: '612014011003',
  ssbm: '11610100MB0000238R3612014011003',
  modes: ['多地联办'],
  fields: fieldsOf(`
    wbk4 s50 M
    wbk5 s18 M
    xlk6 x:XB M
    rq7 d M
    dxk8 c:ZJLX M
    wbk9 s20 M dxk8
    wbk10 s200 M
    xlk11 x:RYLB M
    xlk12 x:XZ M
    wbk13 y O
    wbk14 y O
    wbk15 i4 O
    wbk16 i4 O
    wbk17 m O
    wbk18 m O
    wbk19 s30 O
    dxk20 c:ZYYY M
    wbk21 s30 O
    rq22 d O
    wbk23 s0 O
    wbk24 p M
    wbk25 s100 M
    wbk26 s20 O
    wbk27 s20 O
    wbk28 s200 O
    wbk29 s6 O
    wbk30 s120 O
    wbk31 s20 O
    xlk32 x:DWLX O
    wbk33 s100 O
    wbk34 s100 O
    wbk35 s40 O
    wbk36 p M
    wbk37 s100 M
    wbk38 s20 O
    wbk39 s20 M
    wbk40 s200 M
    wbk41 s6 M
    wbk42 s20 O`),
  materials: [
    ...materialsOf(`
      SN0601 转移接续申请表 pdf 5120 M
      SN0602 参保缴费凭证 pdf 5120 M 数据核验`),
    ...SHARED,
  ],
  org: LABOUR,
  limits: { fdsx: '45', cnsx: '45', unit: '工作日' },
  asked: { key: 'wbk40', material: 'SN0601' },
  back: { wbk23: 'XX2026030200001' },
}

/** 跨省异地就医直接结算备案. */
export const M07: Matter = {
  id: 'M07',
  name: '跨省异地就医直接结算备案',
  sxid: '61070001',
  jbbm: '612036003003',
  ssbm: '11610100MB000033433612036003003',
  modes: ['全程网办'],
  fields: fieldsOf(`
    wbk4 s30 O
    wbk5 s50 M
    dxk6 c:ZJLX M
    wbk7 s50 M dxk6
    xlk8 x:XB M
    rq9 d M
    wbk10 s20 M
    wbk11 s200 jbxx/wbk21=*
    xlk12 x:GX jbxx/wbk21=*
    wbk13 s40 xlk24=手工报销!
    wbk14 s20 xlk24=手工报销!
    wbk15 s50 xlk24=手工报销!
    wbk16 s500 O
    wbk17 i2 M
    wbk18 p M
    xlk19 x:BALX M
    xlk20 x:AZYY xlk19=异地安置退休人员!
    wbk21 s100 O
    wbk22 s50 O
    wbk23 s20 O
    xlk24 x:LWFS M
    wbk25 s200 M
    rq26 d M
    rq27 d M
    wbk28 s200 M
    xlk29 x:YBXZ M
    wbk30 p M
    wbk31 s30 O
    wbk32 s120 xlk29=职工医保`),
  materials: [
    ...materialsOf(`
      SN0701 异地就医备案登记表 pdf 5120 M
      SN0702 个人承诺书 pdf 5120 xlk19=异地长期居住人员?
      SN0703 居住证 jpg 2048 xlk19=异地长期居住人员? 电子证照
      SN0704 户口簿 jpg 2048 xlk19=异地安置退休人员 数据核验
      SN0705 派驻证明 pdf 5120 xlk19=常驻异地工作人员
      SN0706 转诊单 pdf 5120 xlk19=异地转诊人员`),
    ...SHARED,
  ],
  org: '西安市医疗保障局',
  limits: { fdsx: '2', cnsx: '1', unit: '工作日' },
  asked: { key: 'wbk16', material: 'SN0701' },
}

/** 住房公积金异地转移接续. */
export const M08: Matter = {
  id: 'M08',
  name: '住房公积金异地转移接续',
  sxid: '61080001',
  jbbm: '612017005002',
  ssbm: '12610100MB000043093612017005002',
  modes: ['多地联办'],
  fields: fieldsOf(`
    wbk4 s50 M
    dxk5 c:ZJLX M
    wbk6 s18 M dxk5
    xlk7 x:HYZK M
    dxk8 s0 O
    wbk9 s0 O
    wbk10 s0 O
    wbk11 s0 O
    wbk12 s0 O
    wbk13 s40 M
    wbk14 s100 M
    wbk15 s100 M
    xlk16 x:YHLB O
    wbk17 s120 M
    wbk18 s20 M
    wbk19 s20 M
    wbk20 s100 M
    wbk21 s120 M
    wbk22 s20 M
    wbk23 s16 M
    dxk24 c:JYLX M
    rq25 d M
    wbk26 s100 M`),
  materials: [
    ...materialsOf(`
      SN0801 转移接续申请表 pdf 5120 M
      SN0802 缴存证明 pdf 5120 M 数据核验`),
    ...SHARED,
  ],
  org: '西安住房公积金管理中心',
  limits: { fdsx: '15', cnsx: '12', unit: '工作日' },
  asked: { key: 'wbk26', material: 'SN0801' },
  back: { dxk8: '0', wbk9: '已划转', wbk10: '12345.67', wbk11: '88.5', wbk12: '2026/3' },
}

/** 夫妻投靠户口迁移, of which 陕西 is the end that is left. */
export const M09: Matter = {
  id: 'M09',
  name: '夫妻投靠户口迁移',
  sxid: '61090001',
  jbbm: '610709031003',
  ssbm: '11610113MB0000537J4610709031003',
  modes: ['多地联办'],
  fields: fieldsOf(`
    wbk4 s50 M
    wbk5 s50 M
    xlk6 x:XTFW M
    xlk7 x:QYYY M
    wbk8 s50 M
    wbk9 s500 O
    wbk10 s12 M
    wbk11 s100 M
    wbk12 s20 M
    wbk13 s18 M id
    wbk14 s50 M
    wbk15 s20 M
    rq16 t M
    wbk17 s30 M
    wbk18 s12 M
    wbk19 s100 M
    rq20 d M
    rq21 d M
    wbk22 s200 M
    wbk23 s12 M
    wbk24 s100 M
    wbk25 s200 M
    wbk26 s12 M
    wbk27 s100 M
    zb28 zb M`),
  rows: {
    zb28: {
      least: 1,
      most: 6,
      fields: fieldsOf(`
        l1 s18 M id
        l2 s50 M
        l3 x:XB M
        l4 x:MZ M
        l5 d M
        l6 x:GX M
        ${Array.from({ length: 15 }, (_, index) => `l${index + 7} s0 O`).join('\n')}
        l22 s11 M`),
    },
  },
  materials: [
    ...materialsOf(`
      SN0901 户口迁移申请书 pdf 5120 M
      SN0902 结婚证 jpg 2048 M 电子证照
      SN0903 户口簿（双方） jpg 2048 M 数据核验
      SN0904 迁入地住所证明 pdf 10240 M 电子证照`),
    ...SHARED,
  ],
  org: '西安市公安局雁塔分局',
  limits: { fdsx: '20', cnsx: '15', unit: '工作日' },
  asked: { key: 'wbk9', material: 'SN0901' },
  back: {
    'zb28/1/l8': '配偶',
    'zb28/1/l11': '教师',
    'zb28/1/l16': '陕迁00000001',
    'zb28/1/l21': '四川省成都市武侯区示例路1号',
  },
}

/** 道路运输从业资格证换发. */
export const M10: Matter = {
  id: 'M10',
  name: '道路运输从业资格证换发',
  sxid: '61100001',
  jbbm: '610118022003',
  ssbm: '11610100MB000063313610118022003',
  modes: ['全程网办', '代收代办'],
  fields: fieldsOf(`
    wbk4 s50 M
    xlk5 x:XB M
    rq6 d M
    xlk7 x:MZ M
    wbk8 s18 M id
    wbk9 s200 M
    wbk10 s11 M
    xlk11 x:XL O
    dxk12 c:CYSQ M
    wbk13 s200 dxk12=3!
    wbk14 s200 dxk12=3!
    wbk15 s120 O
    wbk16 s30 O
    xlk17 b M
    wbk18 s18 M
    wbk19 s30 M
    rq20 d M
    rq21 d M
    wbk22 s12 M
    wbk23 s20 M
    fxk24 f:CYLB M
    rq25 d M
    rq26 d M
    rq27 d M
    rq28 d M
    wbk29 s100 M
    wbk30 s12 O
    xlk31 x:CXDJ O
    rq32 d O
    xlk33 b M
    rq34 d xlk33=是`),
  materials: [
    ...materialsOf(`
      SN1001 换发补发变更登记表 pdf 5120 M
      SN1002 机动车驾驶证 jpg 2048 M 电子证照/数据核验
      SN1003 一寸白底照片 jpg 50 M
      SN1004 原从业资格证 jpg 2048 dxk12=1/3/4 电子证照
      SN1005 事故与满分证明 pdf 5120 M 数据核验
      SN1006 继续教育证明 pdf 5120 xlk33=是 前件复用`),
    ...SHARED,
  ],
  org: '西安市交通运输局',
  limits: { fdsx: '10', cnsx: '7', unit: '工作日' },
  asked: { key: 'wbk9', material: 'SN1001' },
  licence: {
    type: '11100000000013338W009',
    name: '道路运输从业资格证',
    no: 'wbk23',
    holder: 'wbk4',
    holderNo: 'wbk8',
    years: 6,
  },
}
