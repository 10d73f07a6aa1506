import type { MatterCode } from '../contract.ts'
import { hasAgent } from './envelope-shape.ts'
import { asText, type JsonObject, valueAt } from './json.ts'
import type { Shape } from './shape.ts'
import type { Side } from './side.ts'
import type { Fault } from './value-checks.ts'

export interface MaterialRule {
  code: string
  name: string
  /** absent = always required */
  when?: (root: JsonObject) => boolean
  /** how many of it there are where the document says so */
  count?: (root: JsonObject) => number
  formats: readonly string[]
  maxBytes: number
  exempt: readonly string[]
}

/** What stands on a licence; what is taken from the case is named by its pointer there, all else is said as it is. */
export interface GrantedLicence {
  typeCode: string
  name: string
  no: string
  holderName: string
  holderCode: string
  /** absent = without end */
  years?: number
}

export interface Matter {
  matter: MatterCode
  name: string
  basicCode: string
  /** 31 digits at this region */
  matterCode: string
  formVersion: string
  modes: readonly string[]
  slaHours: number
  officeCode: string
  officeName: string
  form: (side: Side) => Shape
  /** whether it is decided in the second in which it is accepted (§6.1) */
  isInstant: boolean
  /** the licence that it ends with, where it does */
  licence?: GrantedLicence
  /** the fields marked R that come with its end */
  back?: JsonObject
  /** the fields that this region asks to correct, the first of them that is there */
  correctable: Readonly<Record<string, string>>
  /** rules across several fields */
  cross: (root: JsonObject, side: Side) => Fault[]
  /** why a form without faults is refused all the same (§3.6) */
  refuses?: (root: JsonObject) => { reasonCode: string; reason: string } | null
  materials: readonly MaterialRule[]
}

const MB = 1024 * 1024
export const PDF = 'application/pdf'
export const OFD = 'application/ofd'
export const JPEG = 'image/jpeg'

export const formValue = (root: JsonObject, path: string): string => asText(valueAt(root, `/form/${path}`))
export const conflict = (pointer: string, message: string): Fault => ({ pointer, code: 'conflict', message })

export function material(
  materialCode: string,
  name: string,
  formats: readonly string[],
  megabytes: number,
  exempt: readonly string[] = [],
  when?: (root: JsonObject) => boolean,
): MaterialRule {
  return { code: materialCode, name, formats, maxBytes: megabytes * MB, exempt, ...(when ? { when } : {}) }
}

export const COMMON_MATERIALS = [
  material('CQ-99-01', '跨省通办同意书', [PDF], 5),
  material('CQ-99-02', '授权委托书', [PDF], 5, [], hasAgent),
  material('CQ-99-03', '代理人身份证', [JPEG], 2, ['data_check'], hasAgent),
]
