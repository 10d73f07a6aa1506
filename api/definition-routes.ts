import { Hono, type MiddlewareHandler } from 'hono'
import { validator } from 'hono-openapi'
import { recordAudit } from '../core/audit-trail.ts'
import { fromBase64, toBase64 } from '../core/base64.ts'
import { openCodec } from '../core/definitions/bind-protocol.ts'
import { exportBundle, importBundle } from '../core/definitions/bundle.ts'
import { diffDefinitions } from '../core/definitions/diff.ts'
import { loadRegionVersion } from '../core/definitions/load.ts'
import {
  activateVersion,
  approveVersion,
  type CheckReport,
  checkFiles,
  checkVersion,
  listPending,
  listVersions,
  readVersion,
  saveDraft,
} from '../core/definitions/publish.ts'
import { definitionSchemas } from '../core/definitions/schemas.ts'
import { shadowRun } from '../core/definitions/shadow-run.ts'
import type { Gateway, PayloadCodec } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import type { JsonObject } from '../core/json.ts'
import type { Mapping } from '../core/mapping/compile.ts'
import { alarming, tryBack, tryForward } from '../core/mapping/try-mapping.ts'
import type { CaseMaterial } from '../core/matter.ts'
import type { AuditAction } from '../core/store/audit-actions.ts'
import type { Staff } from '../core/store/people.ts'
import { allow, type Signed } from './access.ts'
import {
  backAnswer,
  bundleAnswer,
  checkAnswer,
  diffAnswer,
  draftsAnswer,
  schemasAnswer,
  shadowAnswer,
  stateAnswer,
  subjectsAnswer,
  triedAnswer,
  versionAnswer,
  versionsAnswer,
} from './definition-answers.ts'
import { backBody, bundleQuery, diffQuery, draftBody, lintBody, shadowBody, tryBody } from './definition-bodies.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '定义'

/** Definitions: versions of regions and matters, from draft to force, and what they would do. */
export function definitionRoutes(gateway: Gateway) {
  const record = (staff: Staff, action: AuditAction, object: string, number: number, facts: JsonObject = {}) =>
    recordAudit(gateway, staff, action, { object, facts: { number, ...facts } })
  return new Hono<Signed>()
    .use('*', allow('definition.read'))
    .use('/:subject/*', requireSubject)
    .get(
      '/',
      describe(TAG, '各主体在用的版本,与还没有启用的新版本', {
        answers: { 200: ['在用的与待启用的', subjectsAnswer] },
        codes: [],
        roles: true,
      }),
      async (c) => c.json({ subjects: await gateway.store.definitions.inForce(), pending: await listPending(gateway) }),
    )
    .get(
      '/bundle',
      describe(TAG, '导出在用的定义,用本网关的密钥签名', {
        answers: { 200: ['定义包', bundleAnswer] },
        codes: ['body-invalid', 'key-missing', 'not-found'],
        roles: true,
      }),
      validator('query', bundleQuery, refuseBody),
      async (c) => {
        const wanted = c.req.valid('query').subjects?.split(',') ?? []
        return c.json(await exportBundle(gateway, wanted, gateway.home.name))
      },
    )
    .post(
      '/bundle',
      describe(TAG, '导入定义包,存为草稿', {
        answers: { 201: ['存成的草稿', draftsAnswer] },
        codes: ['definition-invalid', 'key-missing'],
        roles: true,
        json: true,
        body: ['application/json', bundleAnswer],
      }),
      allow('definition.publish'),
      async (c) =>
        c.json({ drafts: await importBundle(gateway, await c.req.json().catch(() => null), c.get('staff').id) }, 201),
    )
    .get(
      '/schemas',
      describe(TAG, '地区各文件的 JSON Schema 与各种转换的参数', {
        answers: { 200: ['编写定义时可写的', schemasAnswer] },
        codes: [],
        roles: true,
      }),
      (c) => c.json(definitionSchemas()),
    )
    .get(
      '/:subject/versions',
      describe(TAG, '一个主体的全部版本,新的在前', {
        answers: { 200: ['全部版本', versionsAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => c.json({ versions: await listVersions(gateway, c.req.param('subject')) }),
    )
    .post(
      '/:subject/versions',
      describe(TAG, '存一版草稿', {
        answers: { 201: ['已存', stateAnswer] },
        codes: ['not-found', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      allow('definition.publish'),
      validator('json', draftBody, refuseBody),
      async (c) => {
        const { files, note } = c.req.valid('json')
        const author = c.get('staff').id
        const { number } = await saveDraft(gateway, c.req.param('subject'), { files, note, author })
        await record(c.get('staff'), 'definition.save', c.req.param('subject'), number)
        return c.json({ subject: c.req.param('subject'), number, state: 'draft' }, 201)
      },
    )
    .post(
      '/:subject/lint',
      describe(TAG, '边写边查:过一遍各道关口与对照样例,不存', {
        answers: { 200: ['查出的问题', checkAnswer] },
        codes: ['not-found', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      allow('definition.publish'),
      validator('json', lintBody, refuseBody),
      async (c) => c.json(await checkFiles(gateway, c.req.param('subject'), c.req.valid('json').files)),
    )
    .get(
      '/:subject/versions/:number',
      describe(TAG, '一版的全部文件', {
        answers: { 200: ['这一版', versionAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const { version, texts } = await readVersion(gateway, c.req.param('subject'), numberOf(c.req.param('number')))
        return c.json({ ...version, files: texts })
      },
    )
    .get(
      '/:subject/diff',
      describe(TAG, '两版之间逐条规则的差别', {
        answers: { 200: ['差别', diffAnswer] },
        codes: ['body-invalid', 'not-found'],
        roles: true,
      }),
      validator('query', diffQuery, refuseBody),
      async (c) => {
        const { from, to } = c.req.valid('query')
        const [before, after] = await Promise.all(
          [from, to].map((number) => readVersion(gateway, c.req.param('subject'), number)),
        )
        return c.json({ files: diffDefinitions(before?.texts ?? {}, after?.texts ?? {}) })
      },
    )
    .post(
      '/:subject/versions/:number/check',
      describe(TAG, '过一遍各道关口与对照样例', {
        answers: { 200: ['查出的问题', checkAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('definition.publish'),
      async (c) => {
        const { subject, number } = c.req.param()
        const report = await checkVersion(gateway, subject, numberOf(number), c.get('staff').id)
        await record(c.get('staff'), 'definition.check', subject, numberOf(number), { errors: report.errors })
        return c.json(report)
      },
    )
    .post(
      '/:subject/versions/:number/approve',
      describe(TAG, '审核通过;不能是作者本人', {
        answers: { 200: ['已审核', stateAnswer] },
        codes: ['not-found', 'own-version', 'state-conflict'],
        roles: true,
      }),
      allow('definition.publish'),
      async (c) => {
        const { subject, number } = c.req.param()
        await approveVersion(gateway, subject, numberOf(number), c.get('staff').id)
        await record(c.get('staff'), 'definition.approve', subject, numberOf(number))
        return c.json({ subject, number: numberOf(number), state: 'approved' })
      },
    )
    .post(
      '/:subject/versions/:number/activate',
      describe(TAG, '启用;样例或检查不过则不启用', {
        answers: { 200: ['已启用', stateAnswer] },
        codes: ['not-found', 'state-conflict', 'definition-invalid'],
        roles: true,
      }),
      allow('definition.publish'),
      async (c) => {
        const { subject, number } = c.req.param()
        const report = await activateVersion(gateway, subject, numberOf(number), c.get('staff').id)
        if (report.errors > 0)
          throw new GatewayError(
            'definition-invalid',
            `第 ${number} 版有 ${report.errors} 处错误,没有启用`,
            toFaults(report),
          )
        await record(c.get('staff'), 'definition.activate', subject, numberOf(number))
        return c.json({ subject, number: numberOf(number), state: 'active' })
      },
    )
    .post(
      '/:subject/versions/:number/shadow',
      describe(TAG, '用这一版重放最近的真实报文,只比较,不发送', {
        answers: { 200: ['比较的结果', shadowAnswer] },
        codes: ['not-found', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      allow('definition.publish'),
      validator('json', shadowBody, refuseBody),
      async (c) => {
        const { subject, number } = c.req.param()
        return c.json(await shadowRun(gateway, subject, numberOf(number), c.req.valid('json').last))
      },
    )
    .post(
      '/:region/try',
      describe(TAG, '把一份表单写成对方的报文,附损失清单;不发送', {
        answers: { 200: ['写成的报文', triedAnswer] },
        codes: ['region-unknown', 'not-found', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      allow('definition.publish'),
      validator('json', tryBody, refuseBody),
      async (c) => {
        const { matter, kind, input, materials, number } = c.req.valid('json')
        const { mapping, codec } = await openRules(gateway, c.req.param('region'), matter, number)
        const given = { input, materials: materials as unknown as CaseMaterial[] }
        const { payload, tree, faults, loss } = tryForward(mapping, codec, kind, given, gateway.clock.now())
        return c.json({ payload: toBase64(payload), tree, faults, loss, alarming: alarming(loss) })
      },
    )
    .post(
      '/:region/back',
      describe(TAG, '把对方的报文读成规范表单', {
        answers: { 200: ['读出的表单', backAnswer] },
        codes: ['region-unknown', 'not-found', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      allow('definition.publish'),
      validator('json', backBody, refuseBody),
      async (c) => {
        const { matter, kind, payload, number } = c.req.valid('json')
        const { mapping, codec } = await openRules(gateway, c.req.param('region'), matter, number)
        const bytes = fromBase64(payload)
        if (!bytes) throw new GatewayError('body-invalid', 'payload 不是 Base64')
        return c.json(tryBack(mapping, codec, kind, bytes))
      },
    )
}

/** A subject is `config` or a region's code; whatever else stands in the path is none. */
const requireSubject: MiddlewareHandler = async (c, next) => {
  if (!/^(config|bundle|schemas|\d{6})$/.test(c.req.param('subject') ?? ''))
    throw new GatewayError('not-found', '没有这个主体')
  await next()
}

function numberOf(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new GatewayError('not-found', `“${text.slice(0, 20)}”不是版本号`)
  return number
}

function toFaults({ findings }: CheckReport) {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ path, rule, message, fix }) => ({ path, code: rule, message, fix }))
}

/** The mapping of a matter in a version of a region, the one in force where none is named. */
async function openRules(
  gateway: Gateway,
  code: string,
  matter: string,
  number: number | undefined,
): Promise<{ mapping: Mapping; codec: PayloadCodec }> {
  const current = gateway.regions.get(code)
  if (number === undefined) {
    const mapping = current?.mappings.get(matter)
    if (!current || !mapping) throw new GatewayError('region-unknown', `地区 ${code} 没有事项 ${matter} 的映射`)
    return { mapping, codec: current.link }
  }
  const version = await loadRegionVersion(gateway.store, code, number, gateway.config)
  const mapping = version?.mappings.get(matter)
  if (!version || !mapping) throw new GatewayError('not-found', `${code} 第 ${number} 版没有事项 ${matter} 的映射`)
  const codec = openCodec(version, gateway.home, gateway.protocols)
  if (!codec.ok) throw new GatewayError('definition-invalid', '这一版的协议设置有问题', codec.faults)
  return { mapping, codec: codec.value }
}
