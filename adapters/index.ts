import type { ProtocolAdapter } from '../core/protocol.ts'
import { exchangeTables } from './exchange-tables/index.ts'
import { fileDrop } from './file-drop/index.ts'
import { httpMessage } from './http-message/index.ts'
import { manual } from './manual/index.ts'
import { nationalExchange } from './national-exchange/index.ts'
import { soapPair } from './soap-pair/index.ts'
import { stageXml } from './stage-xml/index.ts'
import { tongban } from './tongban/index.ts'

/** Every protocol the gateway speaks; a region names one of them. */
export const PROTOCOLS: readonly ProtocolAdapter[] = [
  nationalExchange as ProtocolAdapter,
  httpMessage as ProtocolAdapter,
  soapPair as ProtocolAdapter,
  stageXml as ProtocolAdapter,
  exchangeTables as ProtocolAdapter,
  fileDrop as ProtocolAdapter,
  tongban as ProtocolAdapter,
  manual as ProtocolAdapter,
]
