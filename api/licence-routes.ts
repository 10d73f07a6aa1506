import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { recordAudit } from '../core/audit-trail.ts'
import type { Gateway } from '../core/gateway.ts'
import { type Licence, stateOf, stateWords } from '../core/licences/licence.ts'
import { requireLicence, revokeLicence } from '../core/licences/revoke.ts'
import { walletOf } from '../core/licences/wallet.ts'
import { toDate } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { requireCase } from './case-routes.ts'
import { describe } from './describe.ts'
import { licenceAnswer, revocationBody, walletAnswer, walletBody } from './licence-shapes.ts'
import { refuseBody } from './problem.ts'

const TAG = '证照'

/** The licences that an applicant's cases came to, and what an issuer decided about one. */
export function licenceRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/lookup',
      describe(TAG, '一个申请人的全部办成的证照与现在的效力;查看记入审计', {
        answers: { 200: ['证照,新的在前', walletAnswer] },
        codes: ['key-missing'],
        roles: true,
        json: true,
      }),
      allow('licence.read'),
      validator('json', walletBody, refuseBody),
      async (c) => {
        const found = await walletOf(gateway, c.req.valid('json'))
        await recordAudit(gateway, c.get('staff'), 'licence.lookup', { facts: { found: found.length } })
        return c.json(wallet(gateway, found))
      },
    )
    .get(
      '/:id',
      describe(TAG, '一份证照与现在的效力', {
        answers: { 200: ['证照', licenceAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('licence.read'),
      async (c) => c.json(showLicence(gateway, await requireLicence(gateway, c.req.param('id')))),
    )
    .post(
      '/:id/revocation',
      describe(TAG, '登记颁发机构的撤销、撤回、注销、吊销;记入来源办件的流转记录', {
        answers: { 200: ['这份证照', licenceAnswer] },
        codes: ['not-found', 'state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('licence.revoke'),
      validator('json', revocationBody, refuseBody),
      async (c) =>
        c.json(
          showLicence(gateway, await revokeLicence(gateway, c.req.param('id'), c.req.valid('json'), c.get('staff'))),
        ),
    )
}

/** What one case came to. */
export function caseLicenceRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/:no/licences',
    describe(TAG, '一个办件办成的证照', {
      answers: { 200: ['证照', walletAnswer] },
      codes: ['case-unknown'],
      roles: true,
    }),
    allow('licence.read'),
    async (c) => {
      const { id } = await requireCase(gateway, c.req.param('no'))
      return c.json(wallet(gateway, await gateway.store.licences.ofCase(id)))
    },
  )
}

function wallet(gateway: Gateway, found: readonly Licence[]) {
  return { today: toDate(gateway.clock.now()), licences: found.map((licence) => showLicence(gateway, licence)) }
}

/** A licence as staff see it; its state as of now. */
export function showLicence(gateway: Pick<Gateway, 'clock'>, licence: Licence) {
  const { id, typeCode, issuerCode, holderShown, uscc, caseNo, matter, region, revocation, revokedOn, revokedWhy } =
    licence
  return {
    id,
    ...showPermit(gateway, licence),
    typeCode,
    issuerCode,
    holder: holderShown,
    uscc: uscc === '' ? null : uscc,
    caseNo,
    matter,
    region,
    revokedOn: revocation === '' ? null : revokedOn,
    revokedWhy: revocation === '' ? null : revokedWhy,
  }
}

/** A licence as anybody may see it. */
export function showPermit({ clock }: Pick<Gateway, 'clock'>, licence: Licence) {
  const { name, no, certIdentifier, issuerName, issuedOn, validFrom, validTo } = licence
  const today = toDate(clock.now())
  const state = stateOf(licence, today)
  return {
    name,
    no,
    certIdentifier,
    issuerName,
    issuedOn,
    validFrom,
    validTo,
    state,
    stateText: stateWords(licence, today),
  }
}
