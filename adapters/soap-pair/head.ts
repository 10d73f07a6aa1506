import { toTime } from '../../core/time.ts'
import type { Options } from './options.ts'
import type { Head } from './package.ts'

const OFFSET_MS = 8 * 3_600_000

/** `20260302091530` of the moment, in Beijing: how FSSJ is written. */
export function toFssj(ms: number): string {
  return toTime(ms).slice(0, 19).replaceAll(/\D/g, '')
}

/** The moment that an FSSJ names; null where it is no time of the calendar. */
export function readFssj(text: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - OFFSET_MS
  return toFssj(ms) === text ? ms : null
}

/** The head of a package from us; an answer bears a result. */
export function toHead(
  { version, scope, unit }: Options,
  about: { readonly class: string; readonly ywxtbh: string },
  now: number,
  result?: { readonly code: string; readonly message: string },
): Head {
  return {
    BBH: version,
    FSDW_SJGSDWDM: unit.ours.code,
    FSDW_SJGSDWMC: unit.ours.name,
    JSDW_SJGSDWDM: unit.theirs.code,
    JSDW_SJGSDWMC: unit.theirs.name,
    ZAGLYWFLDM: about.class,
    YWXTBH: about.ywxtbh,
    XTYWQYFW: scope,
    FSSJ: toFssj(now),
    ...(result ? { CODE: result.code, MSG: result.message } : {}),
  }
}

/** 业务协同编号 of a case that we start: our division, the matter's class, the day it was created, the six digits its number ends with. The same for every message of the case. */
export function toYwxtbh(division: string, matterClass: string, createdAt: number, caseNo: string): string {
  const serial = /\d{6}$/.exec(caseNo)?.[0]
  if (serial === undefined) throw new Error('the case number does not end with six digits')
  return `${division}${matterClass}${toFssj(createdAt).slice(0, 8)}${serial}`
}

/** Whether a 业务协同编号 has its parts and belongs to this class of matter. */
export function isYwxtbh(text: string, matterClass: string): boolean {
  return /^\d{24}$/.test(text) && text.slice(6, 10) === matterClass
}
