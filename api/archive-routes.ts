import { Hono } from 'hono'
import { z } from 'zod'
import { archiveCase, filedPackage } from '../core/archive/archive-case.ts'
import { CLOSING_CHECKS, type ClosingCheck, checkClosing } from '../core/archive/closing.ts'
import { packCase } from '../core/archive/pack-case.ts'
import { packageName } from '../core/archive/package-files.ts'
import { recordAudit } from '../core/audit-trail.ts'
import { mayMove } from '../core/case/moves.ts'
import type { Gateway } from '../core/gateway.ts'
import { allow, type Signed } from './access.ts'
import { requireCase } from './case-routes.ts'
import { describe } from './describe.ts'

const TAG = '归档'

export const closingAnswer = z.strictObject({
  open: z.boolean().meta({ description: '现在的状态可以归档' }),
  checks: z.array(
    z.strictObject({
      check: z.enum(Object.keys(CLOSING_CHECKS) as [ClosingCheck, ...ClosingCheck[]]),
      title: z.string(),
      todo: z.string().nullable().meta({ description: '还要办什么;已具备为 null' }),
    }),
  ),
})

export const filedAnswer = z.strictObject({
  sha256: z.string(),
  sizeBytes: z.int(),
})

/** Filing a case for good, and taking along all that is kept of it. */
export function archiveRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/:no/closing',
      describe(TAG, '归档前的检查:结果、收件凭证、交接、评价邀请', {
        answers: { 200: ['逐项检查', closingAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        return c.json({ open: mayMove(value.status, 'ARCHIVED'), checks: await checkClosing(gateway, value) })
      },
    )
    .post(
      '/:no/archive',
      describe(TAG, '归档:检查齐全后做成归档信息包,办件不再变化', {
        answers: { 201: ['已归档', filedAnswer] },
        codes: ['case-unknown', 'state-conflict', 'closing-incomplete', 'file-too-large', 'busy'],
        roles: true,
      }),
      allow('case.archive'),
      async (c) => c.json(await archiveCase(gateway, c.req.param('no'), c.get('staff')), 201),
    )
    .get(
      '/:no/package',
      describe(
        TAG,
        '办件的存证包(ZIP):表单、材料、文书、往来原文、流转记录与核验方法;已归档的为归档时的原样,否则边做边送;下载记入审计',
        {
          answers: { 200: ['存证包', 'binary'] },
          codes: ['case-unknown'],
          roles: true,
        },
      ),
      allow('case.evidence'),
      async (c) => {
        const value = await requireCase(gateway, c.req.param('no'))
        const staff = c.get('staff')
        await recordAudit(gateway, staff, 'case.evidence', { object: value.no })
        const filed = await filedPackage(gateway, value)
        const zip = filed ? new Uint8Array(filed) : packCase(gateway, value, 'evidence', `staff:${staff.id}`)
        return c.body(zip, 200, {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="${packageName(value.no)}"`,
        })
      },
    )
}
