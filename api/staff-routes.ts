import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { toJsonSchema } from '../core/form/json-schema.ts'
import { toMatterView } from '../core/form/matter-view.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { reassignCase } from '../core/handling/reassign.ts'
import { showDraws } from '../core/handling/show-draws.ts'
import { handleCase } from '../core/handling/steps.ts'
import { allow, type Signed } from './access.ts'
import {
  caseSummaryAnswer,
  drawsAnswer,
  evidencePageAnswer,
  matterAnswer,
  matterListAnswer,
  schemaAnswer,
} from './answers.ts'
import { evidenceQuery, matterQuery, reassignBody, stepBody } from './bodies.ts'
import { requireCase, summary } from './case-routes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

/** A handler's steps on inbound cases. */
export function handlingRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/:no/steps',
      describe('经办', '办理一步:签收、受理、补正、决定……', {
        answers: { 200: ['已办,进度已排队回告', caseSummaryAnswer] },
        codes: ['case-unknown', 'state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.handle'),
      validator('json', stepBody, refuseBody),
      async (c) => {
        return c.json(summary(await handleCase(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))))
      },
    )
    .post(
      '/:no/reassign',
      describe('经办', '改派给一个人,或重新随机抽取;须写明理由', {
        answers: { 200: ['已改派', caseSummaryAnswer] },
        codes: ['case-unknown', 'not-found', 'state-conflict', 'busy'],
        roles: true,
        json: true,
      }),
      allow('case.reassign'),
      validator('json', reassignBody, refuseBody),
      async (c) => {
        return c.json(summary(await reassignCase(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))))
      },
    )
}

/** Who was given a case, and how. */
export function drawRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/:no/draws',
    describe('经办', '办件的每次分配:抽取的种子与候选人,按记录重抽一遍', {
      answers: { 200: ['每次分配,ok 为 false 时有一次重抽不出同一个人', drawsAnswer] },
      codes: ['case-unknown'],
      roles: true,
    }),
    async (c) => {
      const value = await requireCase(gateway, c.req.param('no'))
      return c.json({ no: value.no, handler: value.handler, ...showDraws(await gateway.store.cases.events(value.id)) })
    },
  )
}

/** Matters: identity, form, materials. */
export function matterRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get('/', describe('事项', '事项清单', { answers: { 200: ['全部事项', matterListAnswer] }, roles: true }), (c) =>
      c.json({
        matters: [...gateway.matters.values()].map(({ id, name, basicCode, modes, limits }) => ({
          id,
          name,
          basicCode,
          modes,
          limits,
        })),
      }),
    )
    .get(
      '/:id',
      describe('事项', '事项的表单、材料、时限;带 region 时含该地区的增项与差异', {
        answers: { 200: ['事项', matterAnswer] },
        codes: ['body-invalid', 'matter-unknown', 'region-unknown'],
        roles: true,
      }),
      validator('query', matterQuery, refuseBody),
      (c) => {
        const matter = gateway.matters.get(c.req.param('id'))
        if (!matter) throw new GatewayError('matter-unknown')
        const { region: code } = c.req.valid('query')
        const region = code === undefined ? null : gateway.regions.get(code)
        if (region === undefined) throw new GatewayError('region-unknown')
        return c.json(toMatterView(gateway, matter, region))
      },
    )
    .get(
      '/:id/schema',
      describe('事项', '表单的 JSON Schema(2020-12)', {
        answers: { 200: ['表单的 JSON Schema', schemaAnswer] },
        codes: ['matter-unknown'],
        roles: true,
      }),
      (c) => {
        const matter = gateway.matters.get(c.req.param('id'))
        if (!matter) throw new GatewayError('matter-unknown')
        return c.json(toJsonSchema(matter, gateway.codes), 200, { 'content-type': 'application/schema+json' })
      },
    )
}

/** Evidence that belongs to no case: refused requests, messages that registered nothing, files sent ahead. */
export function evidenceRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe('存证', '不属于任何办件的来件:拒收的、没有登记成的、先传的文件;新的在前', {
      answers: { 200: ['一页来件与下一页的 cursor', evidencePageAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('message.read'),
    validator('query', evidenceQuery, refuseBody),
    async (c) => {
      const { cursor, limit, region } = c.req.valid('query')
      const before = cursor ? readCursor(cursor) : undefined
      const evidence = await gateway.store.evidence.loose({ region, before, limit })
      return c.json({ evidence, cursor: nextCursor(evidence, limit, ({ sentAt }) => sentAt) })
    },
  )
}
