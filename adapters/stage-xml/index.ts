import type { ProtocolAdapter } from '../../core/protocol.ts'
import { answersAtAll } from '../layers/answers-at-all.ts'
import { callStage } from './approve-data/call.ts'
import * as approveData from './approve-data/codec.ts'
import { planStages } from './approve-data/plan.ts'
import { receiveStage } from './approve-data/receive.ts'
import { replyToStage } from './approve-data/reply.ts'
import { callTable, mostTextBytes } from './ex-info/call.ts'
import * as exInfo from './ex-info/codec.ts'
import { shortNo } from './ex-info/memory.ts'
import { writeRecord } from './ex-info/message.ts'
import { planTables } from './ex-info/plan.ts'
import { queryTables } from './ex-info/query.ts'
import { receiveTable } from './ex-info/receive.ts'
import { replyToTable } from './ex-info/reply.ts'
import { type ApproveDataOptions, type ExInfoOptions, type Options, readOptions } from './options.ts'
import { sendStages } from './send.ts'

/** What the dialects do each in its own way. */
type Dialect<Own> = Required<
  Pick<ProtocolAdapter<Own>, 'encode' | 'decode' | 'send' | 'receive' | 'reply' | 'mergeSupplement'>
> &
  Pick<ProtocolAdapter<Own>, 'correlationOf' | 'query'>

const approveDataDialect: Dialect<ApproveDataOptions> = {
  encode: (message, { options }) => approveData.encodeStep(message, options),
  decode: (payload, kind, _matter, { options }) => approveData.decodeStep(payload, kind, options),
  send: (message, partner) =>
    sendStages(message, partner, {
      plan: planStages,
      write: approveData.writeText,
      mostBytes: approveData.mostTextBytes,
      call: callStage,
    }),
  receive: receiveStage,
  reply: replyToStage,
  mergeSupplement: approveData.mergePart,
}

const exInfoDialect: Dialect<ExInfoOptions> = {
  encode: exInfo.encodeStep,
  decode: (payload, kind, _matter, setting) => exInfo.decodeStep(payload, kind, setting),
  send: (message, partner) =>
    sendStages(message, partner, {
      plan: (ready) => planTables(ready, partner.home.division),
      write: (record, _tree, { formVersion }) => writeRecord(record, formVersion),
      mostBytes: mostTextBytes,
      call: callTable,
    }),
  correlationOf: ({ caseNo }, { home }) => shortNo(caseNo, home.division),
  receive: receiveTable,
  reply: replyToTable,
  query: queryTables,
  mergeSupplement: exInfo.mergePart,
}

const DIALECTS: { readonly [Name in Options['dialect']]: Dialect<Options> } = {
  'approve-data': approveDataDialect,
  'ex-info': exInfoDialect,
}

/** A case as stage messages in XML: one for the application, one or more for its materials, one for every step of the way, each acknowledged by itself. Files travel inside. */
export const stageXml: ProtocolAdapter<Options> = {
  name: 'stage-xml',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: (message, setting) => DIALECTS[setting.options.dialect].encode(message, setting),
  decode: (payload, kind, matter, setting) => DIALECTS[setting.options.dialect].decode(payload, kind, matter, setting),
  send: (message, partner) => DIALECTS[partner.options.dialect].send(message, partner),
  correlationOf: (about, setting) => DIALECTS[setting.options.dialect].correlationOf?.(about, setting) ?? null,
  receive: (request, path, partner) => DIALECTS[partner.options.dialect].receive(request, path, partner),
  reply: (outcome, message, partner, memoOf) =>
    DIALECTS[partner.options.dialect].reply(outcome, message, partner, memoOf),
  probe: ({ http, options }) => answersAtAll(http, options.baseUrl),
  query: (about, partner) => DIALECTS[partner.options.dialect].query?.(about, partner) ?? null,
  mergeSupplement: (previous, message, asked, setting) =>
    DIALECTS[setting.options.dialect].mergeSupplement(previous, message, asked, setting),
}
