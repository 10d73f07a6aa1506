import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as shapes from '../../api/answers.ts'
import { createApi } from '../../api/app.ts'
import * as definitionShapes from '../../api/definition-answers.ts'
import * as deliveryShapes from '../../api/delivery-answers.ts'
import * as regionShapes from '../../api/region-answers.ts'
import { homeAnswer } from '../../api/word-routes.ts'
import type { JsonObject } from '../../core/json.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly operationId?: string
  readonly security?: readonly unknown[]
  readonly parameters?: readonly { in: string; name: string; required?: boolean; schema?: object }[]
  readonly requestBody?: { readonly content: Record<string, { schema?: object }> }
  readonly responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>
}

interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, object>; readonly securitySchemes: object }
}

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']

describe('the description of the API', () => {
  let gateway: NodeGateway
  let document: Document
  beforeAll(async () => {
    gateway = await startGateway()
    document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Document
  })
  afterAll(() => gateway.stop())

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        path,
        operation,
      })),
    )

  it('is OpenAPI 3.1 with a title, a version and how to sign in', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document.info).toMatchObject({
      title: '通办网关',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    })
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'tongban.session_token' },
    })
  })

  it('holds every route of the API and no other, and the places where regions call us', () => {
    const routes = createApi(gateway.gateway, {
      schemaNumber: async () => 0,
      processMetrics: async () => '',
    }).routes.filter(({ method }) => METHODS.includes(method))
    const served = new Set(
      routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1')}`),
    )
    const mounts = [...gateway.gateway.regions.values()].flatMap(({ inbound }) => inbound.map((path) => `POST ${path}`))
    expect(mounts.length).toBeGreaterThan(0)
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...served, ...mounts].sort())
  })

  it('says of every operation in Chinese what it does, what it answers, and what it refuses as a problem', () => {
    for (const { name, path, operation } of operations()) {
      expect(operation.summary, name).toMatch(/[\u4e00-\u9fff]/)
      expect(operation.tags, name).toHaveLength(1)
      const answers = Object.entries(operation.responses)
      expect(answers.filter(([status]) => /^[23]/.test(status)).length, name).toBeGreaterThan(0)
      for (const [status, { description, content = {} }] of answers) {
        expect(description, `${name} ${status}`).toMatch(/[\u4e00-\u9fff]/)
        const isProblem = Number(status) >= 400 && path.startsWith('/api')
        if (isProblem) expect(Object.keys(content), `${name} ${status}`).toEqual(['application/problem+json'])
        for (const { schema } of Object.values(content)) expect(schema, `${name} ${status}`).toBeDefined()
      }
      if (path.startsWith('/api')) expect(Object.keys(operation.responses), name).toContain('401')
      else expect(operation.security, name).toEqual([])
    }
  })

  it('names every part of a path as a required parameter, every operation once, and resolves every reference', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { name, path, operation } of operations()) {
      const named = (operation.parameters ?? []).filter((one) => one.in === 'path')
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, part]) => part)
      expect(named.map((one) => one.name).sort(), name).toEqual(inPath.sort())
      for (const one of named) expect(one.required, name).toBe(true)
      for (const one of operation.parameters ?? []) expect(one.schema, `${name} ${one.name}`).toBeDefined()
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '')
    expect(references.length).toBeGreaterThan(20)
    for (const target of new Set(references)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(target)?.[1] ?? ''
      expect(Object.keys(document.components.schemas), target).toContain(name)
    }
  })

  it('describes a body wherever one is taken', () => {
    const withBody = operations().filter(({ operation }) => operation.requestBody)
    for (const { name, operation } of withBody)
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) expect(schema, name).toBeDefined()
    const none = operations().filter(({ name, operation }) => /^(POST|PATCH)/.test(name) && !operation.requestBody)
    expect(none.map(({ name }) => name).sort()).toEqual([
      'POST /api/cases/{no}/archive',
      'POST /api/cases/{no}/submit',
      'POST /api/definitions/{subject}/versions/{number}/activate',
      'POST /api/definitions/{subject}/versions/{number}/approve',
      'POST /api/definitions/{subject}/versions/{number}/check',
      'POST /api/deliveries/{id}/redrive',
      'POST /api/me/renew',
      'POST /api/people/{id}/unlock',
      'POST /api/regions/{code}/pause',
      'POST /api/regions/{code}/resume',
      'POST /auth/sign-in/social',
      'POST /auth/sign-out',
    ])
  })

  it('is what the API really answers', async () => {
    const body = await newCaseBody(gateway, 'M07')
    gateway.simulator('130000').setBehaviour('correction')
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': 'shape' })
    shapes.caseSummaryAnswer.parse(made.body)
    const no = String(made.body['no'])
    await gateway.until(no, 'CORRECTION')
    // the notice's file is fetched after the status has moved
    const isSettled = async () => {
      const { deliveries } = (await gateway.call('window', 'GET', `/api/cases/${no}`)).body
      return (deliveries as unknown as { state: string }[]).every(({ state }) => state === 'done')
    }
    await expect.poll(isSettled, { timeout: 10_000 }).toBe(true)
    const rows: [role: 'window' | 'admin' | 'auditor', path: string, shape: z.ZodType][] = [
      ['window', '/api/cases', shapes.caseListAnswer],
      ['window', `/api/cases/${no}`, shapes.caseAnswer],
      ['window', `/api/cases/${no}/events`, shapes.eventsAnswer],
      ['window', `/api/cases/${no}/loss`, shapes.lossAnswer],
      ['auditor', `/api/cases/${no}/evidence`, shapes.evidenceAnswer],
      ['auditor', '/api/evidence', shapes.evidencePageAnswer],
      ['window', '/api/deliveries', deliveryShapes.deliveryListAnswer],
      ['window', '/api/matters', shapes.matterListAnswer],
      ['window', '/api/matters/M07?region=130000', shapes.matterAnswer],
      ['window', '/api/home', homeAnswer],
      ['window', '/api/codes/CT_DIVISION?prefix=13', shapes.codesAnswer],
      ['window', '/api/matters/M07/schema', shapes.schemaAnswer],
      ['window', '/api/regions', regionShapes.regionListAnswer],
      ['window', '/api/regions/130000', regionShapes.regionAnswer],
      ['admin', '/api/definitions', definitionShapes.subjectsAnswer],
      ['admin', '/api/definitions/schemas', definitionShapes.schemasAnswer],
      ['admin', '/api/definitions/130000/versions', definitionShapes.versionsAnswer],
      ['admin', '/api/definitions/130000/versions/1', definitionShapes.versionAnswer],
      ['admin', '/healthz', shapes.aliveAnswer],
      ['admin', '/readyz', shapes.readyAnswer],
      ['window', '/api/cases/nothing', shapes.problemAnswer],
    ]
    for (const [role, path, shape] of rows) {
      const answer = await gateway.call(role, 'GET', path)
      const read = shape.safeParse(answer.body)
      expect(read.success ? [] : z.flattenError(read.error), path).toEqual([])
      // asking changes nothing: the same question has the same answer
      expect((await gateway.call(role, 'GET', path)).body, path).toEqual(answer.body)
    }
  })

  it('pages through lists from new to old without missing or repeating a row', async () => {
    const draft: JsonObject = { ...(await newCaseBody(gateway, 'M07')), submit: false }
    for (let index = 0; index < 7; index += 1)
      await gateway.call('window', 'POST', '/api/cases', draft, { 'idempotency-key': `page-${index}` })
    const all = (await gateway.call('window', 'GET', '/api/cases?limit=200')).body['cases'] as unknown as {
      no: string
    }[]
    const paged: string[] = []
    let cursor: unknown = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${String(cursor)}`
      const { body } = await gateway.call('window', 'GET', `/api/cases?limit=3${query}`)
      paged.push(...(body['cases'] as unknown as { no: string }[]).map(({ no }) => no))
      cursor = body['cursor']
    }
    expect(paged).toEqual(all.map(({ no }) => no))
    expect(paged.length).toBeGreaterThanOrEqual(7)
  })

  it('has a page that asks nobody but this gateway', async () => {
    const page = await (await fetch(`${gateway.url}/reference`)).text()
    const addresses = [...page.matchAll(/(?:src|href|fetch\(|url\(|import)\s*=?\s*["'(]?([^"')\s>]+)/g)].map(
      ([, to]) => to,
    )
    expect(addresses.filter((to) => /^(https?:)?\/\//.test(to ?? ''))).toEqual([])
    expect(page).toContain("fetch('/openapi.json')")
  })

  it('measures cases, deliveries, attempts and requests by region and outcome', async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text()
    for (const line of [
      /^tongban_cases\{direction="out",region="130000",status="CORRECTION"\} 1$/m,
      /^tongban_deliveries\{region="130000",state="done"\} [1-9]\d*$/m,
      /^tongban_attempts_total\{region="130000",outcome="done"\} [1-9]\d*$/m,
      /^tongban_inbound_total\{region="130000",outcome="processed"\} [1-9]\d*$/m,
      /^tongban_attempt_seconds_bucket\{region="130000",le="\+Inf"\} [1-9]\d*$/m,
      /^tongban_attempt_seconds_count\{region="130000"\} [1-9]\d*$/m,
      /^process_cpu_seconds_total \d/m,
    ])
      expect(text).toMatch(line)
    for (const line of text.split('\n').filter((line) => line !== ''))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^{}]*\})? \S+)$/)
  })
})
