import type { Field } from './fields.ts'

/** The matters by our own names. */
export type MatterId = 'M01' | 'M02' | 'M03' | 'M04' | 'M05' | 'M06' | 'M07' | 'M08' | 'M09' | 'M10'

/** A material of §4.4: what it may be, when it must be there, what may stand in its place. */
export interface Material {
  readonly code: string
  readonly name: string
  readonly format: 'pdf' | 'jpg' | 'post'
  /** bytes that one file of it may have */
  readonly limit: number
  readonly need: string
  readonly exempt: readonly string[]
}

/** A table of rows below a key (§4.3). */
export interface Rows {
  readonly least: number
  readonly most: number
  readonly fields: readonly Field[]
}

/** What a matter ends with (§3.6, L). */
export interface Licence {
  readonly type: string
  readonly name: string
  /** keys of the form, or what is said as it is */
  readonly no: string
  readonly holder: string
  readonly holderNo: string
  /** absent = 长期 */
  readonly years?: number
}

/** §4.1 to §4.4: what the region knows of a matter, in the form of version v4. */
export interface Matter {
  readonly id: MatterId
  readonly name: string
  readonly sxid: string
  readonly jbbm: string
  readonly ssbm: string
  readonly modes: readonly string[]
  readonly fields: readonly Field[]
  readonly rows?: Readonly<Record<string, Rows>>
  readonly materials: readonly Material[]
  readonly org: string
  readonly limits: { readonly fdsx: string; readonly cnsx: string; readonly unit: '工作日' | '自然日' }
  /** the key and the material that a correction asks for */
  readonly asked: { readonly key: string; readonly material: string }
  readonly licence?: Licence
  /** what comes back with the end, by key (§3.6, R) */
  readonly back?: Readonly<Record<string, string>>
}

/** `code name format limit need exempt/exempt` in one text each; a limit is in KB. */
export const materialsOf = (lines: string): readonly Material[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', format = 'pdf', kilobytes = '0', need = 'M', exempt = ''] = line.trim().split(/\s+/)
      return {
        code,
        name,
        format: format as Material['format'],
        limit: Number(kilobytes) * 1024,
        need,
        exempt: exempt === '' ? [] : exempt.split('/'),
      }
    })

/** The materials of every matter (§4.4). */
export const SHARED: readonly Material[] = materialsOf(`
  SN0001 服务同意书 pdf 5120 M
  SN0002 授权委托书 pdf 5120 jbxx/wbk21=*
  SN0003 居民身份证 jpg 2048 jbxx/dxk2=1 数据核验`)
