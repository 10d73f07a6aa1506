import { GatewayError } from '../core/gateway-error.ts'
import type { PageEnd } from '../core/store/page.ts'

/** Reads what an earlier page gave. */
export function readCursor(cursor: string): PageEnd {
  const match = /^(\d{1,16})\.([\w-]{1,60})$/.exec(cursor)
  if (!match) throw new GatewayError('body-invalid', 'cursor 不是上一页给出的值')
  return { at: Number(match[1]), id: match[2] ?? '' }
}

/** The cursor of the next page; null where this one was not full. */
export function nextCursor<Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
  timeOf: (row: Row) => number,
): string | null {
  const last = rows.at(-1)
  return rows.length === limit && last ? `${timeOf(last)}.${last.id}` : null
}
