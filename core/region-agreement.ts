import type { Agreement } from './gateway.ts'

/** What an agreement is worth on a day (yyyy-MM-dd): both of its dates count. */
export function agreementStateOn(
  { suspended, from, until }: Pick<Agreement, 'suspended' | 'from' | 'until'>,
  today: string,
): 'current' | 'suspended' | 'ended' {
  if (suspended !== undefined) return 'suspended'
  return today < from || today > until ? 'ended' : 'current'
}
