import type { ProtocolAdapter } from '../../core/protocol.ts'
import { callStage } from './approve-data/call.ts'
import { decodeStep, encodeStep, mergePart, mostTextBytes, writeText } from './approve-data/codec.ts'
import { planStages } from './approve-data/plan.ts'
import { receiveStage } from './approve-data/receive.ts'
import { replyToStage } from './approve-data/reply.ts'
import { type Options, readOptions } from './options.ts'
import { sendStages } from './send.ts'

/** A case as stage messages in XML: one for the application, one for its materials, one for every step of the way, each acknowledged by itself. Files travel inside. */
export const stageXml: ProtocolAdapter<Options> = {
  name: 'stage-xml',
  runtimes: ['node', 'workers'],
  readOptions,
  encode: (message, { options }) => encodeStep(message, options),
  decode: (payload, kind, _matter, { options }) => decodeStep(payload, kind, options),
  send: (message, partner) =>
    sendStages(message, partner, { plan: planStages, write: writeText, mostBytes: mostTextBytes, call: callStage }),
  receive: receiveStage,
  reply: replyToStage,
  mergeSupplement: mergePart,
}
