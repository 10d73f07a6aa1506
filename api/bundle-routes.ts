import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import type { Bundle } from '../core/bundle/bundle.ts'
import { createBundle, dryRunBundle, requireTheme } from '../core/bundle/create-bundle.ts'
import { type BundleProgress, progressOf } from '../core/bundle/progress.ts'
import { themeSummary, toThemeView } from '../core/bundle/theme-view.ts'
import { withdrawBundle } from '../core/bundle/withdraw-bundle.ts'
import { BUNDLE_STATES, CHILD_STATES } from '../core/bundle/words.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { withdrawBody } from './bodies.ts'
import {
  bundleAnswer,
  bundleCheckAnswer,
  bundleListAnswer,
  themeAnswer,
  themeListAnswer,
  withdrawnBundleAnswer,
} from './bundle-answers.ts'
import { bundleQuery, newBundleBody } from './bundle-bodies.ts'
import { readIdempotencyKey, summary } from './case-routes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '一件事'
const ONE: z.ZodType = bundleAnswer

/** Themes: what is applied for together, and what that saves. */
export function themeRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get('/', describe(TAG, '主题一览', { answers: { 200: ['主题', themeListAnswer] }, roles: true }), (c) =>
      c.json({ themes: [...gateway.themes.values()].map((theme) => themeSummary(theme, gateway.matters)) }),
    )
    .get(
      '/:id',
      describe(TAG, '一个主题:要问的、要交的,每样一次', {
        answers: { 200: ['主题', themeAnswer as z.ZodType] },
        codes: ['not-found'],
        roles: true,
      }),
      (c) => c.json(toThemeView(requireTheme(gateway, c.req.param('id')), gateway.matters, gateway.codes)),
    )
}

/** Bundles: take in once, look at as one. */
export function bundleRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/',
      describe(TAG, '一件事一次办:一次收件,各事项按次序报送各地', {
        answers: { 201: ['已收件', ONE], 200: ['重复请求,同一件', ONE] },
        codes: [
          ...(['idempotency-key-missing', 'idempotency-conflict', 'form-invalid', 'not-found'] as const),
          ...([
            'region-unknown',
            'direction-closed',
            'mode-closed',
            'agreement-expired',
            'agreement-suspended',
          ] as const),
        ],
        roles: true,
        json: true,
        headers: { 'Idempotency-Key': '这一件的唯一键;同键同文得同一件,同键异文为 409' },
      }),
      allow('case.collect'),
      validator('json', newBundleBody, refuseBody),
      async (c) => {
        const key = readIdempotencyKey(c.req.header('idempotency-key'))
        const { value, repeated } = await createBundle(gateway, c.req.valid('json'), key, c.get('staff'))
        return c.json(await show(gateway, value), repeated ? 200 : 201, { location: `/api/bundles/${value.no}` })
      },
    )
    .post(
      '/check',
      describe(TAG, '预检:各事项的问题一次查全,不写任何记录', {
        answers: { 200: ['问题', bundleCheckAnswer] },
        codes: ['form-invalid', 'not-found', 'region-unknown', 'direction-closed', 'mode-closed', 'agreement-expired'],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', newBundleBody, refuseBody),
      async (c) => c.json({ faults: await dryRunBundle(gateway, c.req.valid('json'), c.get('staff')) }),
    )
    .get(
      '/',
      describe(TAG, '列表,新的在前', {
        answers: { 200: ['一页与下一页的 cursor', bundleListAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      validator('query', bundleQuery, refuseBody),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const found = await gateway.store.bundles.list({ limit, ...(cursor ? { before: readCursor(cursor) } : {}) })
        const bundles = await Promise.all(found.map(async (value) => head(value, await progress(gateway, value))))
        return c.json({ bundles, cursor: nextCursor(found, limit, ({ createdAt }) => createdAt) })
      },
    )
    .post(
      '/:no/withdraw',
      describe(TAG, '撤回一件事:在办的各事项逐个撤回,等着它们的不再报送', {
        answers: { 200: ['撤回了哪些,哪些现在不能撤', withdrawnBundleAnswer] },
        codes: ['not-found', 'state-conflict'],
        roles: true,
        json: true,
      }),
      allow('case.collect'),
      validator('json', withdrawBody, refuseBody),
      async (c) => c.json(await withdrawBundle(gateway, c.req.param('no'), c.req.valid('json').reason, c.get('staff'))),
    )
    .get(
      '/:no',
      describe(TAG, '一件:各事项办到哪里,省了什么', {
        answers: { 200: ['一件事', ONE] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const value = await gateway.store.bundles.byNo(c.req.param('no'))
        if (!value) throw new GatewayError('not-found', `没有编号为 ${c.req.param('no').slice(0, 60)} 的一件事`)
        return c.json(await show(gateway, value))
      },
    )
}

async function progress(gateway: Gateway, value: Bundle): Promise<BundleProgress> {
  return progressOf(value, await gateway.store.bundles.casesOf(value.id), gateway.matters)
}

function head({ no, theme, clerk, createdAt }: Bundle, { state }: BundleProgress) {
  return {
    no,
    theme: theme.id,
    themeName: theme.name,
    state,
    stateText: BUNDLE_STATES[state],
    clerk,
    createdAt: toTime(createdAt),
  }
}

async function show(gateway: Gateway, value: Bundle) {
  const found = await progress(gateway, value)
  return {
    ...head(value, found),
    children: found.children.map(({ child, state, value: own }) => ({
      key: child.key,
      name: child.name,
      matter: child.matter,
      state,
      stateText: CHILD_STATES[state],
      after: [...(child.after ?? [])],
      case: own ? summary(own) : null,
    })),
    say: [...found.say],
    savings: found.savings,
    form: value.form,
    materials: [...value.materials],
  }
}
