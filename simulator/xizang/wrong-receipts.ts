import iconv from 'iconv-lite'
import type { Behaviour } from '../contract.ts'
import { receiptOf } from './receipts.ts'

/** A receipt as no region should write it; `null` where the behaviour writes what others do. */
export function wrongReceipt(behaviour: Behaviour, name: string, now: number): { bytes: Buffer; seal?: string } | null {
  const taken = (named: string) => receiptOf(named, [{ code: '00', says: '' }], now)
  switch (behaviour) {
    case 'html':
      return { bytes: Buffer.from('<html><body>系统维护中</body></html>\r\n') }
    case 'gbk':
      return { bytes: Buffer.from(iconv.decode(taken(name), 'gb18030'), 'utf8') }
    case 'other-case-answer':
      return { bytes: taken('510107-540000-20260101-0001-SQ') }
    case 'flood':
      return { bytes: Buffer.alloc(3 * 1024 * 1024, 'x') }
    case 'wrong-signature':
      return { bytes: taken(name), seal: `${'A'.repeat(86)}==` }
    default:
      return null
  }
}
