import type { OwnCase } from './region.ts'

const OPEN = ['06', '07', '04', '09', '10', '15', '11']
const UNDECIDED = ['04', '02', '03', '12']

/** §6.1: what may follow a feedback type. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  '': ['01'],
  '01': UNDECIDED,
  '02': OPEN,
  '04': ['05'],
  '06': OPEN,
  '07': ['08'],
  '08': OPEN,
  '09': ['15', '11'],
  '10': ['15', '11'],
  '15': ['11'],
  '11': ['11', '16'],
  '16': ['17'],
}
const FINAL = new Set(['03', '11', '12', '13', '14', '16', '17'])

/** Whether a feedback type may come now; withdrawal and termination may at any time before the end. */
export function mayFollow(own: OwnCase, type: string): boolean {
  const { status } = own.view
  if (type === '13' || type === '14') return !FINAL.has(status)
  if (status === '05') return (own.isAccepted ? OPEN : UNDECIDED).includes(type)
  return NEXT[status]?.includes(type) ?? false
}
