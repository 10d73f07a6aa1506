import { parseDate } from '../../core/mapping/dates.ts'
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

/** Why a head is not taken: a code of the region and what is wrong. */
export interface HeadProblem {
  readonly code: string
  readonly message?: string
  readonly reason: 'not-for-us' | 'unknown-sender' | 'stale' | 'malformed'
}

/** The first thing wrong with the head of a package that came, units before time before the rest; null where all is right. */
export function checkHead(head: Head, { version, scope, unit, windowMs }: Options, now: number): HeadProblem | null {
  if (head['FSDW_SJGSDWDM'] !== unit.theirs.code) return { code: '-42', reason: 'unknown-sender' }
  if (head['JSDW_SJGSDWDM'] !== unit.ours.code) return { code: '-43', reason: 'not-for-us' }
  const wrong = (message: string): HeadProblem => ({ code: '-41', message, reason: 'malformed' })
  const sentAt = readFssj(head['FSSJ'] ?? '')
  if (sentAt === null) return wrong('报文头 FSSJ 应为 yyyyMMddHHmmss')
  if (Math.abs(now - sentAt) > windowMs) return { code: '-52', reason: 'stale' }
  if (head['BBH'] !== version) return wrong(`报文头 BBH 应为 ${version}`)
  if (head['XTYWQYFW'] !== scope) return wrong(`报文头 XTYWQYFW 应为 ${scope}`)
  const [number = '', matterClass = ''] = [head['YWXTBH'], head['ZAGLYWFLDM']]
  const parts = /^\d{6}(\d{4})(\d{8})\d{6}$/.exec(number)
  if (!parts || parts[1] !== matterClass || parseDate(parts[2] ?? '', 'yyyyMMdd', false) === null)
    return wrong('报文头 YWXTBH 应为区划 6 位、ZAGLYWFLDM、日期与 6 位流水')
  return null
}
