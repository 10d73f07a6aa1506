import { signFormSm3, sortFields } from '../layers/sign/form-sm3.ts'
import { fillTexts } from '../layers/template.ts'
import { requireSecret } from './credentials/credential.ts'
import type { Calling } from './exchange.ts'
import type { Fields } from './form-body.ts'

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
  return { ...all, [calls.sign.at]: signFormSm3(all, secret) }
}
