import { checkUscc } from '../form/uscc.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Licence } from './licence.ts'

/** Whose licences are asked for: everybody's by number and name, an organisation's by its code alone, which is public. */
export interface WalletOf {
  readonly idNo: string
  readonly name: string
}

/** A number alone tells nobody anything; an organisation's name is as public as its code. */
export async function walletOf(gateway: Gateway, { idNo, name }: WalletOf): Promise<Licence[]> {
  const code = idNo.toUpperCase()
  const { licences } = gateway.store
  if (checkUscc(code) === null) return licences.ofUscc(code)
  if (!gateway.applicantIndex.hasKey)
    throw new GatewayError('key-missing', '密钥库里没有 applicant-index,不能按证件号码查证照')
  const [key, named] = [gateway.applicantIndex.digest('idNo', idNo), gateway.applicantIndex.digest('name', name)]
  if (key === null || named === null) return []
  const found = await licences.ofPerson(key)
  const isTheirs = await Promise.all(found.map((licence) => hasName(gateway, licence, named)))
  return found.filter((_, index) => isTheirs[index])
}

async function hasName(gateway: Gateway, { caseId }: Licence, named: string): Promise<boolean> {
  const value = await gateway.store.cases.byId(caseId)
  return value !== null && gateway.applicantIndex.keysOf(value.form).applicantName === named
}
