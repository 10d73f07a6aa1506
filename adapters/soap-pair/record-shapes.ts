import { SIDS } from './package.ts'

/** What a field may hold: text of so many characters, a whole number of so many digits, a date, a time, Base64. */
export interface FieldShape {
  readonly type: 's' | 'i' | 'd' | 't' | 'x'
  readonly most: number
  readonly required: boolean
}

export type RecordShape = ReadonlyMap<string, FieldShape>

/** `NAME s50 M; NAME d C` as the document writes it; `x` is Base64. */
function shape(text: string): RecordShape {
  return new Map(
    text.split(';').map((part): [string, FieldShape] => {
      const [name = '', type = '', need] = part.trim().split(' ')
      return [name, { type: type[0] as FieldShape['type'], most: Number(type.slice(1)), required: need === 'M' }]
    }),
  )
}

/** Records that are alike in every matter; a field that is not listed may not be there. */
export const COMMON_RECORDS: Readonly<Record<string, RecordShape>> = {
  [SIDS.file]: shape('CLLBDM s4 M; CLMC s100 M; CLGS s4 C; CLNR x C; SXH i3 M; CLXSDM s1 M; MTJDM s1 M; ZZBS s120 C'),
  [SIDS.fieldResult]: shape('JLSID s6 M; JLNO i3 M; ZDM s50 M; JGDM s1 M; YY s200 C'),
  [SIDS.materialResult]: shape('CLLBDM s4 M; SXH i3 M; JGDM s1 M; YY s200 C'),
  [SIDS.licence]: shape(
    'ZZLXDM s21 M; ZZMC s100 M; ZZBH s50 M; ZZBS s120 M; CZR_MC s200 M; CZR_DM s50 M; FZJG_MC s100 M; FZRQ d M; YXQQ d M; YXQZ d M; WJSXH i3 M',
  ),
  [SIDS.document]: shape('WSLXDM s2 M; WSBH s100 M; WJSXH i3 M'),
  [SIDS.supplement]: shape('YWLSH s50 M; BZCS i2 M; BZSJ t M; SM s200 O'),
  [SIDS.change]: shape('JLSID s6 M; JLNO i3 M; ZDM s50 M; XZ s2000 M'),
  [SIDS.withdraw]: shape('YWLSH s50 M; CHSJ t M; CHYY s200 M'),
  [SIDS.query]: shape('YWLSH s50 M; FKXH i4 M'),
}

/** What every application has, whatever its matter; the rest of its main record is the mapping's. */
export const APPLICATION = shape('YWLSH s50 M; SXJBBM s12 M')

/** The common part of a feedback's main record; a matter may add fields of its own. */
export const FEEDBACK = shape(
  'YWLSH s50 M; FKXH i4 M; FKLXDM s2 M; FKSJ t M; FKDW_JGDM s12 M; FKDW_JGMC s100 M; FKR_XM s50 M; FKR_LXDH s20 O; FKYJ s500 C; SLBH s50 C; HJDM s1 C; FDSX i4 C; FDSXDW s1 C; CNSX i4 C; CNSXDW s1 C; BZQX d C; TBCXLXDM s1 C; TBCXTS i4 C; TBCXTSDW s1 C; BLJGDM s1 C; SFJE s15 O; KDGS s50 C; KDDH s50 C; LQR_XM s50 C; LQR_GMSFHM s18 C',
)

/** What a feedback of a type (FKLXDM) cannot do without: fields of its main record, and a document of this type (WSLXDM). */
export const FEEDBACK_NEEDS: Readonly<
  Record<string, { readonly fields: readonly string[]; readonly document?: string }>
> = {
  '02': { fields: ['SLBH', 'FDSX', 'FDSXDW', 'CNSX', 'CNSXDW'], document: '04' },
  '03': { fields: ['FKYJ'], document: '03' },
  '04': { fields: ['FKYJ', 'BZQX'], document: '05' },
  '06': { fields: ['HJDM'] },
  '07': { fields: ['TBCXLXDM', 'TBCXTS', 'TBCXTSDW'] },
  '09': { fields: [], document: '16' },
  '10': { fields: ['FKYJ'], document: '16' },
  '11': { fields: ['BLJGDM'], document: '14' },
  '12': { fields: ['FKYJ'], document: '09' },
  '14': { fields: ['FKYJ'] },
  '16': { fields: ['KDGS', 'KDDH'] },
  '17': { fields: ['LQR_XM', 'LQR_GMSFHM'] },
}
