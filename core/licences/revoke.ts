import { changeCase } from '../case/commit.ts'
import { isDate } from '../form/calendar-date.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { updateRevocation } from '../store/licences.ts'
import type { Staff } from '../store/people.ts'
import { toDate } from '../time.ts'
import { type Licence, REVOCATIONS, type Revocation } from './licence.ts'

/** What the issuer decided, and where that stands. */
export interface RevocationFacts {
  readonly revocation: Revocation
  /** `yyyy-MM-dd`, from that day on */
  readonly on: string
  /** number of the issuer's decision and what it says */
  readonly why: string
}

/** The licence with that id; throws where there is none. */
export async function requireLicence({ store }: Pick<Gateway, 'store'>, id: string): Promise<Licence> {
  const found = await store.licences.byId(id)
  if (!found) throw new GatewayError('not-found', '没有这份证照')
  return found
}

/** Records that the issuer took a licence back, as an event of the case that it came from; once. */
export async function revokeLicence(
  gateway: Gateway,
  id: string,
  { revocation, on, why }: RevocationFacts,
  by: Pick<Staff, 'id'>,
): Promise<Licence> {
  const { caseId } = await requireLicence(gateway, id)
  const today = toDate(gateway.clock.now())
  if (!isDate(on) || on > today) throw badDay()
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byId(caseId),
    async (value) => {
      const licence = await requireLicence(gateway, id)
      if (licence.revocation !== '')
        throw new GatewayError('state-conflict', `这份证照已于 ${licence.revokedOn} ${REVOCATIONS[licence.revocation]}`)
      const revoked: Licence = { ...licence, revocation, revokedOn: on, revokedWhy: why }
      const at = gateway.clock.now()
      const data = { licence: licence.no, revocation, on, why }
      return {
        events: [{ type: 'licence-revoked', status: value.status, at, actor: `staff:${by.id}`, data }],
        value,
        statements: [updateRevocation(revoked)],
        answer: revoked,
      }
    },
  )
  return answer
}

function badDay(): GatewayError {
  const message = '失效日期应是今天或以前的日期'
  return new GatewayError('step-invalid', message, [{ path: 'on', code: 'range', message, fix: '请按决定书填写' }])
}
