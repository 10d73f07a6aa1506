import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { fillTexts } from '../layers/template.ts'
import { requireSecret } from './credentials/credential.ts'
import type { Calling } from './exchange.ts'
import { type Fields, sortFields, wordFields } from './form-body.ts'

/** SM3 in capitals over the fields in the order of their keys' bytes, the key behind them; what is empty is not signed. */
export function signFields(fields: Fields, secret: Uint8Array): string {
  const signed = Object.fromEntries(sortFields(Object.entries(fields).filter(([, value]) => value !== '')))
  return sm3(concatBytes(wordFields(signed), utf8ToBytes('&KEY='), secret)).toUpperCase()
}

/** Fields with those that every call has, in their order, the signature last where the region wants one. */
export async function completeFields(
  fields: Fields,
  partner: Calling,
  values: Readonly<Record<string, string>>,
): Promise<Fields> {
  const { body, calls } = partner.options
  if (body.format !== 'form') return fields
  const shared = fillTexts(calls.fields, (name) => values[name])
  const all = Object.fromEntries(
    sortFields(Object.entries({ ...fields, ...shared }).filter(([, value]) => value !== '')),
  )
  if (!calls.sign) return all
  const secret = await requireSecret(partner, calls.sign.secretKey)
  return { ...all, [calls.sign.at]: signFields(all, secret) }
}
