import { Hono } from 'hono'
import { describeRoute, validator } from 'hono-openapi'
import { redriveDelivery } from '../core/delivery/redrive.ts'
import { mediaTypeOf, sniffFileType } from '../core/form/file-type.ts'
import { toJsonSchema } from '../core/form/json-schema.ts'
import { toMatterView } from '../core/form/matter-view.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { handleCase, reassignCase } from '../core/handling/steps.ts'
import { newId } from '../core/ids.ts'
import { insertFile } from '../core/store/files.ts'
import { allow, type Signed } from './access.ts'
import { deliveryQuery, reassignBody, stepBody } from './bodies.ts'
import { summary } from './case-routes.ts'
import { refuseBody } from './problem.ts'

/** The largest file a window may upload. */
const MOST_FILE_BYTES = 20 * 1024 * 1024

const describe = (tag: string, text: string) =>
  describeRoute({ summary: text, tags: [tag], responses: { 200: { description: '成功' } } })

/** A handler's steps on inbound cases. */
export function handlingRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/:no/steps',
      describe('经办', '办理一步:签收、受理、补正、决定……'),
      allow('handler', 'admin'),
      validator('json', stepBody, refuseBody),
      async (c) => {
        return c.json(summary(await handleCase(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))))
      },
    )
    .post(
      '/:no/reassign',
      describe('经办', '改派,须写明理由'),
      allow('admin'),
      validator('json', reassignBody, refuseBody),
      async (c) => {
        const { handler, reason } = c.req.valid('json')
        const to = (await gateway.store.operations.handlers()).find(({ id }) => id === handler)
        if (!to) throw new GatewayError('not-found', '没有这个经办人')
        return c.json(summary(await reassignCase(gateway, c.req.param('no'), to, reason, c.get('staff'))))
      },
    )
}

/** Files: upload before a case names them, fetch for those who may see the case. */
export function fileRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/',
      describe('材料', '上传文件:请求体即文件,名称在 X-File-Name(URL 编码)'),
      allow('window', 'handler', 'admin'),
      async (c) => {
        const name = readFileName(c.req.header('x-file-name'))
        const body = c.req.raw.body
        const stored = body ? await gateway.blobs.put(body, MOST_FILE_BYTES) : null
        if (stored === 'too-large') throw new GatewayError('file-too-large', `“${name}”超过 20 MB`)
        if (!stored || stored.sizeBytes === 0) throw new GatewayError('file-invalid', `“${name}”是空文件,请重新选择`)
        const type = sniffFileType(stored.head)
        const extension = name.split('.').at(-1)?.toLowerCase().replace('jpeg', 'jpg')
        if (!type || (extension !== type && extension !== undefined && name.includes('.'))) {
          throw new GatewayError(
            'file-invalid',
            `“${name}”的内容${type ? `其实是 ${type.toUpperCase()}` : '不是 PDF、JPG、PNG 或 OFD'},与文件名不符`,
          )
        }
        const file = {
          id: newId(gateway.clock, gateway.random),
          caseId: '',
          region: '',
          ref: '',
          sha256: stored.sha256,
          name,
          mediaType: mediaTypeOf(type),
          sizeBytes: stored.sizeBytes,
          createdAt: gateway.clock.now(),
          createdBy: `staff:${c.get('staff').id}`,
        }
        await gateway.store.commit([insertFile(file)])
        return c.json(
          { id: file.id, sha256: file.sha256, name, mediaType: file.mediaType, sizeBytes: file.sizeBytes },
          201,
        )
      },
    )
    .get('/:id', describe('材料', '取文件'), async (c) => {
      const file = await gateway.store.files.byId(c.req.param('id'))
      const bytes = file && file.sha256 !== '' ? await gateway.blobs.read(file.sha256) : null
      if (!file || !bytes) throw new GatewayError('not-found', '没有这个文件,或还没有取到')
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': file.mediaType,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
      })
    })
}

function readFileName(header: string | undefined): string {
  let name = ''
  try {
    name = decodeURIComponent(header ?? '')
  } catch {
    throw new GatewayError('body-invalid', 'X-File-Name 不是 URL 编码')
  }
  if (name === '' || [...name].length > 100 || /[\\/:*?"<>|\p{Cc}]/u.test(name))
    throw new GatewayError('file-invalid', '文件名为空、超过 100 字,或含有 / \\ : * ? " < > |')
  return name
}

/** Matters: identity, form, materials. */
export function matterRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get('/', describe('事项', '事项清单'), (c) =>
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
    .get('/:id', describe('事项', '事项的表单、材料、时限;带 region 时含该地区的增项与差异'), (c) => {
      const matter = gateway.matters.get(c.req.param('id'))
      if (!matter) throw new GatewayError('matter-unknown')
      const code = c.req.query('region')
      const region = code === undefined ? null : gateway.regions.get(code)
      if (region === undefined) throw new GatewayError('region-unknown')
      return c.json(toMatterView(matter, gateway.codes, region))
    })
    .get('/:id/schema', describe('事项', '表单的 JSON Schema(2020-12)'), (c) => {
      const matter = gateway.matters.get(c.req.param('id'))
      if (!matter) throw new GatewayError('matter-unknown')
      return c.json(toJsonSchema(matter, gateway.codes), 200, { 'content-type': 'application/schema+json' })
    })
}

/** Deliveries: what is under way, what is dead, sending again. */
export function deliveryRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe('投递', '投递列表,新的在前'),
      allow('admin', 'auditor', 'window'),
      validator('query', deliveryQuery, refuseBody),
      async (c) => {
        const deliveries = await gateway.store.deliveries.list(c.req.valid('query') as { limit: number })
        return c.json({ deliveries: deliveries.map(({ payload: _, ...delivery }) => delivery) })
      },
    )
    .post('/:id/redrive', describe('投递', '重新投递一条死信'), allow('admin'), async (c) => {
      const delivery = await redriveDelivery(gateway, c.req.param('id'), c.get('staff'))
      return c.json({ id: delivery.id, state: 'ready' })
    })
}

/** Regions: health, pause and resume. */
export function regionRoutes(gateway: Gateway) {
  const pause = async (code: string, paused: boolean, by: string) => {
    if (!gateway.regions.has(code)) throw new GatewayError('not-found', `没有编号为 ${code.slice(0, 20)} 的地区`)
    await gateway.store.operations.savePause(code, paused, by, gateway.clock.now())
    if (!paused) await gateway.doorbell.ring([])
    return { region: code, paused }
  }
  return new Hono<Signed>()
    .get('/', describe('地区', '地区清单与投递状况'), async (c) => c.json({ regions: await regionList(gateway) }))
    .post('/:code/pause', describe('地区', '暂停向这个地区投递'), allow('admin'), async (c) =>
      c.json(await pause(c.req.param('code'), true, c.get('staff').id)),
    )
    .post('/:code/resume', describe('地区', '恢复投递'), allow('admin'), async (c) =>
      c.json(await pause(c.req.param('code'), false, '')),
    )
}

/** Each region with its agreement and how deliveries to it stand. */
export async function regionList(gateway: Gateway) {
  const states = await gateway.store.operations.regionStates()
  const counts = await gateway.store.deliveries.counts()
  const now = gateway.clock.now()
  return [...gateway.regions.values()].map(({ code, name, protocol, agreement }) => {
    const state = states.get(code)
    const count = (wanted: string) => counts.find((row) => row.region === code && row.state === wanted)?.count ?? 0
    return {
      code,
      name,
      protocol,
      agreement: { no: agreement.no, from: agreement.from, until: agreement.until, matters: agreement.matters },
      paused: state?.paused ?? false,
      breaker: state && state.openUntil > now ? 'open' : 'closed',
      failures: state?.failures ?? 0,
      deliveries: { ready: count('ready'), waiting: count('waiting'), done: count('done'), dead: count('dead') },
    }
  })
}
