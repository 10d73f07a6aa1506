import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { beginDraft, DRAFT_KEPT_MS, dropDraft, requireDraft, saveDraft } from '../core/case/saved-drafts.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import type { Draft } from '../core/store/drafts.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { draftAnswer, draftListAnswer } from './answers.ts'
import { draftBody, draftSaveBody } from './bodies.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '草稿'

/** What windows are typing: saved as they type, by version, so that two on one draft are told of each other. */
export function draftRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .use('*', allow('case.collect'))
    .use('/:id', async (c, next) => {
      if (!/^[0-9a-f-]{36}$/.test(c.req.param('id'))) throw new GatewayError('not-found', '没有这份草稿')
      await next()
    })
    .get(
      '/',
      describe(TAG, '我的草稿:自己起的和自己存过最后一版的,新的在前', {
        answers: { 200: ['草稿,不含表单', draftListAnswer] },
        roles: true,
      }),
      async (c) => {
        const drafts = await gateway.store.drafts.of(c.get('staff').id)
        return c.json({
          drafts: drafts.map((draft) => ({
            ...head(draft),
            applicant: gateway.applicantIndex.keysOf(draft.form).applicantShown,
          })),
        })
      },
    )
    .post(
      '/',
      describe(TAG, '起一份草稿;什么都不检查', { answers: { 201: ['草稿', draftAnswer] }, roles: true, json: true }),
      validator('json', draftBody, refuseBody),
      async (c) => c.json(shown(await beginDraft(gateway, c.req.valid('json'), c.get('staff'))), 201),
    )
    .get(
      '/:id',
      describe(TAG, '一份草稿', { answers: { 200: ['草稿', draftAnswer] }, codes: ['not-found'], roles: true }),
      async (c) => c.json(shown(await requireDraft(gateway, c.req.param('id')))),
    )
    .put(
      '/:id',
      describe(TAG, '存一版;version 不是现版本时不存,并说出谁在何时存了新版', {
        answers: { 200: ['草稿', draftAnswer] },
        codes: ['not-found', 'draft-conflict'],
        roles: true,
        json: true,
      }),
      validator('json', draftSaveBody, refuseBody),
      async (c) => {
        const { version, ...content } = c.req.valid('json')
        return c.json(shown(await saveDraft(gateway, c.req.param('id'), version, content, c.get('staff'))))
      },
    )
    .delete('/:id', describe(TAG, '删去草稿', { answers: { 204: ['已删', 'text'] }, roles: true }), async (c) => {
      await dropDraft(gateway, c.req.param('id'))
      return c.body(null, 204)
    })
}

function head({ form: _form, materials: _materials, createdAt, updatedAt, ...rest }: Draft) {
  const keptUntil = toTime(updatedAt + DRAFT_KEPT_MS)
  return { ...rest, createdAt: toTime(createdAt), updatedAt: toTime(updatedAt), keptUntil }
}

function shown(draft: Draft) {
  return { ...head(draft), form: draft.form, materials: [...draft.materials] }
}
