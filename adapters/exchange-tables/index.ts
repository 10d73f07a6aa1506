import type { Collected } from '../../core/message.ts'
import type { Partner, ProtocolAdapter } from '../../core/protocol.ts'
import { collectAnswers } from './collect-answers.ts'
import { collectApplications } from './collect-applications.ts'
import { type Options, readOptions } from './options.ts'
import { decodeRows, encodeRows } from './rows.ts'
import { sendRows } from './send.ts'

/** Rows in tables of an exchange database that both sides read; the form and the files are XML in columns. What is written waits for the region's marks, what lies there for us is marked in turn. */
export const exchangeTables: ProtocolAdapter<Options> = {
  name: 'exchange-tables',
  runtimes: ['node'],
  readOptions,
  encode: (message, { options }) => encodeRows(message, options),
  decode: (payload, _kind, _matter, { options }) => decodeRows(payload, options),
  send: sendRows,
  collectEveryMs: ({ pollEveryMs }) => pollEveryMs,
  collect: collectAll,
  probe: async ({ links, options }) => void (await links.database(options.database).query('select 1', [])),
  receive: async () => ({ kind: 'answered', response: notByHttp() }),
  reply: async () => notByHttp(),
}

async function* collectAll(partner: Partner<Options>): AsyncGenerator<Collected> {
  yield* collectAnswers(partner)
  yield* collectApplications(partner)
}

function notByHttp(): Response {
  return new Response('与这个地区只经前置库交换,这里不收报文', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
