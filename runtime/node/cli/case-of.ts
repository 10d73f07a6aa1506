import { GatewayError } from '../../../core/gateway-error.ts'

/** The case of that number; throws where there is none. */
export async function caseOf<Value>(byNo: (no: string) => Promise<Value | null>, no: string): Promise<Value> {
  const value = await byNo(no)
  if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no} 的办件`)
  return value
}
