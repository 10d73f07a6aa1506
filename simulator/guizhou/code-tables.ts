/** Chapter 5: the values of each table, of 2026-01-20. */
const VALUES: Readonly<Record<string, string>> = {
  C01: 'SF HZ JG SB GATX TWTX QT',
  C01b: '其他证件 临时居民身份证 户口簿 机动车驾驶证 外国人永久居留身份证 外国人居留证',
  C02: '1 2 9',
  C03: '汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 其他 外国血统中国籍人士',
  C04: '142 110 121 143 116 133 132 122 136 141 303 304 305 344 501 502 601',
  C05: '0 1',
  C06: 'QCWB DSDB DDLB YCCK',
  C07: 'ZQ YJ ZZDY DZZZ',
  C08: 'DKRZ DKRG DZSF SPHY RGHY',
  C08b: 'TG',
  C09: '是 否',
  C09b: 'YXGS YXZRGS',
  C10: 'zrrkg zrrdz zrrkgfrdz frdz qtyxzrgs gydz gykg wstz gfyxgs ssgs',
  C11: 'zrr qy qt',
  C11b: 'RMB',
  C12b: '1 0',
  C13: 'ZY ZL WC TG',
  C14: 'DSZ FDSZ DS JSHZX JS JL FJL',
  C15: 'XJ WP PR',
  C15b: 'HB SW ZSCQ TDSYQ GQ ZQ QT',
  C16: 'YS SH ZJ BG',
  C17: 'GSXT BZ',
  C18: 'XS CY ST',
  C18b: '1 2 3',
  C19: 'PF LS PL',
  C20: 'TD DX ZX XX WX',
  C21: '01/含冷藏冷冻食品 01/不含冷藏冷冻食品 02/含冷藏冷冻食品 02/不含冷藏冷冻食品 03/保健食品 03/特殊医学用途配方食品 03/婴幼儿配方乳粉 03/其他婴幼儿配方食品 11/热食类食品制售 12/冷食类食品制售 13/生食类食品制售 14/糕点类食品制售 15/自制饮品制售 19/其他',
  C22: 'ZZ JZ',
  C22b: 'ZLS ZBS',
  C23: 'FN NY',
  C24: 'GSYH NYYH ZGYH JSYH JTYH NXYH YZYH CSYH',
  C25: 'SC BL HL KS',
  C26: 'BR HUZ PO ZI NV FM FU MU ZFM XDJM QT',
  C27: 'QYYL',
  C28: 'KSJY HJZY DYD QT',
  C28b: 'QY JGSY SHZZ QT',
  C29: 'ZG JM',
  C30: 'YDAZ CQJZ CZGZ YDZZ LSWC',
  C31: '1 2 3 9',
  C32: 'ZZ TX JM',
  C33: 'XZ QR',
  C34: 'FQTK',
  C34b: 'KS',
  C35: 'YJS BK ZK ZZ GZ CZ XX QT',
  C36: 'WH YH CH ZH FH SO LH WS',
  C37: 'KY HY WJ WY WZ',
  C38: 'HZ BZ BG ZJ ZX',
  C39: 'AAA AA A B',
  C40: 'YJ FYJ YFJ DZ',
  C41: 'DZZZ SJHC QJFY BM',
}

const TABLES = new Map(Object.entries(VALUES).map(([name, values]) => [name, values.split(' ')]))

/** The values of a table in its order. */
export const valuesOf = (table: string): readonly string[] => TABLES.get(table) ?? []

/** Whether a table has the value; `-QT` and the like behind its name takes values away. */
export function isValueOf(table: string, value: string): boolean {
  const [name = '', ...without] = table.split('-')
  return valuesOf(name).includes(value) && !without.includes(value)
}
