import {
  type EnvelopeFault,
  type FaultCode,
  mustUnderstand,
  readEnvelope,
  type SoapCall,
  type SoapFault,
  writeEnvelope,
} from '../layers/codec/soap.ts'
import { limitsOf, type Options } from './options.ts'

/** Why an envelope is not read further, and the fault that says so to its sender. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly fault: FaultCode
  readonly reason: EnvelopeFault | 'header'
}

/** Writes a call or an answer as it travels. The basic profile has no header; a profile that signs adds its header here and nowhere else. */
export async function sealEnvelope(
  { namespace }: Options,
  name: string,
  parts: readonly (readonly [name: string, text: string])[],
): Promise<string> {
  return writeEnvelope({ namespace, name, parts })
}

/** Reads what travelled. In the basic profile a header that must be understood is not understood (SOAP 1.1 §4.2.3). */
export async function openEnvelope(source: Uint8Array, options: Options): Promise<SoapCall | SoapFault | Unreadable> {
  const envelope = readEnvelope(source, limitsOf(options))
  if (typeof envelope === 'string')
    return { kind: 'unreadable', fault: envelope === 'version' ? 'VersionMismatch' : 'Client', reason: envelope }
  if (envelope.kind === 'call' && mustUnderstand(envelope))
    return { kind: 'unreadable', fault: 'MustUnderstand', reason: 'header' }
  return envelope
}
