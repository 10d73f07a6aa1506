/** §4.1, §4.4, §4.9, §4.13: what the region knows of a matter. */
export interface Matter {
  readonly id: 'M02' | 'M07'
  readonly version: string
  readonly modes: readonly string[]
  readonly must: readonly string[]
  readonly may: readonly string[]
  readonly materials: readonly string[]
  readonly org: string
  /** a key that a correction asks for */
  readonly asked: string
}

const words = (text: string): string[] => text.split(' ')

/** By ITEM_CODE. */
export const MATTERS: Readonly<Record<string, Matter>> = {
  '11520103MB000001984000131127009': {
    id: 'M02',
    version: 'M02-2026A',
    modes: ['DSDB', 'QCWB'],
    must: words(
      'ENT_NAME ENT_UNISCID ENT_TYPECODE ENT_LEGAL_NAME ENT_LEGAL_IDTYPE ENT_LEGAL_IDNO REISSUE_TYPE ORIGINAL_NUM COPY_NUM',
    ),
    may: words('LOSS_WAY LOSS_NO LOSS_DATE LASTAPPROVE_YEAR LASTAPPROVE_MONTH LASTAPPROVE_DAY YZZ_RETURN'),
    materials: ['GZCL01', 'GZCL06', 'GZCL99'],
    org: '云岩区市场监督管理局(示例)',
    asked: 'LOSS_NO',
  },
  '11520000MB000004382002036004001': {
    id: 'M07',
    version: 'M07-2026B',
    modes: ['QCWB'],
    must: words(
      'PERSON_IDTYPE PERSON_SEX PERSON_NATION PERSON_BIRTH PERSON_MOBILE XZLX CBD_AREA JYD_AREA BALX KSRQ JSRQ FJS RYLB',
    ),
    may: words(
      'INSURE_NO DW_NO DW_NAME AZYY JYJG_NAME JYJG_LXR JYJG_TEL JW_ADDRESS operatorAddress operatorRelation YH_ZH YH_HH YH_HM BZ',
    ),
    materials: ['GZCL01', 'GZCL06', 'GZCL99'],
    org: '贵州省医疗保障局(示例)',
    asked: 'BZ',
  },
}
