import soap from 'soap'
import { timeText } from './china-time.ts'
import { DEMO } from './demo-keys.ts'
import type { MessageSecurity } from './message-security.ts'
import { type Fields, type PackageRecord, readPackage, writePackage } from './package.ts'
import { type ReadReply, readReply } from './replies.ts'
import { SERVICE_PATH, wsdlText } from './wsdl.ts'

const MAX_CONCURRENT = 4
const TIMEOUT_MS = 60_000

/** A message to the gateway. */
export interface Outgoing {
  readonly operation: string
  readonly category: string
  readonly caseNumber: string
  readonly records: readonly PackageRecord[]
  readonly sentAt: number
  /** not let in: changed after it was signed where messages are, else with another registration code */
  readonly forged?: boolean
}

/** The gateway's answer, or why there is none that can be read. */
export type Reply = ReadReply | { readonly code: ''; readonly failure: string }

export interface GatewayClient {
  call(message: Outgoing): Promise<Reply>
}

function headOf({ category, caseNumber, sentAt }: Outgoing): Fields {
  return Object.entries({
    BBH: 'V2.1',
    FSDW_SJGSDWDM: DEMO.ownUnit,
    FSDW_SJGSDWMC: DEMO.ownName,
    JSDW_SJGSDWDM: DEMO.gatewayUnit,
    JSDW_SJGSDWMC: DEMO.gatewayName,
    ZAGLYWFLDM: category,
    YWXTBH: caseNumber,
    XTYWQYFW: '2',
    FSSJ: timeText(sentAt),
  })
}

function readReturn([result, envelope]: readonly unknown[], security: MessageSecurity | null): Reply {
  const reason = security?.fault(String(envelope)) ?? null
  if (reason !== null) return { code: '', failure: `应答的签名:${reason}` }
  const text = (result as { return?: unknown } | null)?.return
  if (typeof text !== 'string') return { code: '', failure: '应答没有 return' }
  const read = readPackage(text)
  return 'fault' in read ? { code: '', failure: read.fault } : readReply(read)
}

/** At most so many at a time (§1); the others wait in their order. */
function createGate(most: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async function pass<T>(work: () => Promise<T>): Promise<T> {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}

/** Calls the gateway's service; faults, cut connections and unreadable answers come back as failures. */
export async function createGatewayClient(
  gatewayUrl: string,
  security: MessageSecurity | null = null,
): Promise<GatewayClient> {
  const location = gatewayUrl.replace(/\/$/, '') + SERVICE_PATH
  const client = await soap.createClientAsync(wsdlText(location), { endpoint: location, disableCache: true })
  const pass = createGate(MAX_CONCURRENT)
  return {
    call: (message) =>
      pass(async () => {
        const information = writePackage(headOf(message), message.records)
        const sqzcm = message.forged && !security ? '0'.repeat(32) : DEMO.ownCode
        try {
          const method = client[`${message.operation}Async`] as (...args: object[]) => Promise<unknown[]>
          const sealed = (xml: string) => security?.seal(xml) ?? xml
          const postProcess = (xml: string) =>
            message.forged && security ? sealed(xml).replace('&lt;FSSJ&gt;2', '&lt;FSSJ&gt;3') : sealed(xml)
          const options = { timeout: TIMEOUT_MS, proxy: false, maxRedirects: 0, postProcess }
          return readReturn(await method({ sqzcm, information }, options), security)
        } catch (error) {
          return { code: '', failure: error instanceof Error ? error.message.slice(0, 200) : '没有应答' }
        }
      }),
  }
}
