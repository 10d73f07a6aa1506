import { timingSafeEqual } from 'node:crypto'
import { checkRecord } from './check-record.ts'
import { isDay, readTime } from './china-time.ts'
import { DEMO } from './demo-keys.ts'
import { HEAD_RULES } from './forms.ts'
import { type Fields, fieldOf, type WireError } from './package.ts'

const WINDOW_MS = 600_000

function sameText(first: string, second: string): boolean {
  const [left, right] = [Buffer.from(first), Buffer.from(second)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** §2.1: the code that the gateway shows to us, compared in constant time. */
export const isRegistrationCode = (text: string): boolean => sameText(text, DEMO.codeOfGateway)

/** §2.1 and §5.2: units, then time; the code of the first that fails. */
export function checkSender(head: Fields, now: number): string | null {
  if (fieldOf(head, 'FSDW_SJGSDWDM') !== DEMO.gatewayUnit) return '-42'
  if (fieldOf(head, 'JSDW_SJGSDWDM') !== DEMO.ownUnit) return '-43'
  const at = readTime(fieldOf(head, 'FSSJ'))
  return Number.isNaN(at) || Math.abs(now - at) > WINDOW_MS ? '-52' : null
}

/** §3.2: fields of the head, and the case number: division of whoever began it, category, day, six digits. */
export function checkHead(head: Fields, division: string, category: string): WireError[] {
  return checkRecord(head, HEAD_RULES, ({ value, relate, report }) => {
    const number = value('YWXTBH')
    if (value('BBH') !== 'V2.1') report('BBH', '-932', '应为 V2.1')
    relate('XTYWQYFW', value('XTYWQYFW') === '2', '固定为 2')
    relate('ZAGLYWFLDM', value('ZAGLYWFLDM') === category, '与操作不符')
    if (!/^\d{24}$/.test(number) || !isDay(number.slice(10, 18)))
      report('YWXTBH', '-933', '应为区划 6 位+业务分类 4 位+日期 8 位+流水 6 位')
    else relate('YWXTBH', number.startsWith(division + category), '区划或业务分类与报文头不符')
  })
}
