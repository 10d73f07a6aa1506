import type { Gateway } from '../gateway.ts'
import type { JsonObject } from '../json.ts'
import { toTime } from '../time.ts'
import type { Case } from './case.ts'

/** What the mapping reads: the case's form with what core knows beside it. `groups` are those of one message kind (supplement, withdrawal, …). */
export function mappingInput(
  gateway: Gateway,
  value: Case,
  message: { id: string; seq: number },
  groups: JsonObject = {},
): JsonObject {
  const matter = gateway.matters.get(value.matter)
  const { home } = gateway
  const formCase = (value.form['case'] ?? {}) as JsonObject
  const formClerk = (value.form['clerk'] ?? {}) as JsonObject
  return {
    ...value.form,
    case: {
      ...formCase,
      no: value.no,
      partnerNo: value.partnerNo,
      revision: value.messageSeq,
      localNo: formCase['localNo'] ?? value.no,
      coopNo: formCase['coopNo'] ?? value.no,
      leg: value.leg,
      mode: value.mode,
      appliedAt: toTime(value.createdAt),
    },
    clerk: { ...formClerk, name: value.clerk ?? '', at: toTime(value.createdAt) },
    home: { ...home },
    message: { id: message.id, seq: message.seq, at: toTime(gateway.clock.now()) },
    matter: {
      id: value.matter,
      name: matter?.name ?? '',
      basicCode: matter?.basicCode ?? '',
      implementationCode: matter?.implementationCode ?? '',
    },
    memo: value.memo,
    ...groups,
  }
}
