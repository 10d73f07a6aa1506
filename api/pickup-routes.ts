import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { makePickupCode } from '../core/pickup/make-code.ts'
import {
  PICKUP_PLACES,
  PICKUP_STATES,
  type PickupCode,
  type PickupPlace,
  type PickupState,
  pickupState,
} from '../core/pickup/pickup.ts'
import { fileOfPickup, redeemPickup } from '../core/pickup/redeem.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { plain } from './bodies.ts'
import { requireCase } from './case-routes.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '领取与打印'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const place = z.enum(Object.keys(PICKUP_PLACES) as [PickupPlace, ...PickupPlace[]])
const pickupAnswer = z
  .strictObject({
    seq: z.int().meta({ description: '这个办件的第几个码' }),
    print: z.int().meta({ description: '第几次领取、打印;2 起是重打' }),
    reason: z.string().meta({ description: '重打的理由' }),
    state: z.enum(Object.keys(PICKUP_STATES) as [PickupState, ...PickupState[]]),
    stateText: z.string(),
    madeAt: time,
    madeBy: z.string(),
    endsAt: time,
    usedAt: time.nullable(),
    usedBy: z.string().nullable(),
    place: place.nullable(),
    placeText: z.string().nullable(),
  })
  .meta({ id: 'PickupCode', description: '取件码、打印码;码本身不留' })
const listAnswer = z.strictObject({ codes: z.array(pickupAnswer) })
const madeAnswer = z.strictObject({
  pickup: pickupAnswer,
  told: z.boolean().meta({ description: '已用短信告知申请人' }),
  code: z.string().nullable().meta({ description: '发不了短信时才有,只显示这一次,请当面交给申请人' }),
})
const redeemedAnswer = z.strictObject({
  id: z.string().meta({ description: '10 分钟内凭它取可打印的文件' }),
  print: z.int(),
  caseNo: z.string(),
  matter: z.string(),
  files: z.array(z.strictObject({ id: z.string(), name: z.string(), mediaType: z.string(), sizeBytes: z.int() })),
})

/** `POST /api/cases/{no}/pickup-codes` */
const makeBody = z.strictObject({ reason: plain(200).default('').meta({ description: '重打的理由;领过的须写' }) })
/** `POST /api/pickups` */
const redeemBody = z.strictObject({
  code: z.string().regex(/^\d{8}$/, { error: '应是 8 位数字' }),
})

/** The codes of a case's result. */
export function casePickupRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/:no/pickup-codes',
      describe(TAG, '一个办件的取件码、打印码与每次领取', {
        answers: { 200: ['按发出的先后', listAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      async (c) => {
        const { id } = await requireCase(gateway, c.req.param('no'))
        const codes = await gateway.store.pickups.ofCase(id)
        return c.json({ codes: codes.map((code) => show(gateway, code)) })
      },
    )
    .post(
      '/:no/pickup-codes',
      describe(TAG, '发一个新码,旧码作废;领过的要写明重打的理由', {
        answers: { 201: ['已发', madeAnswer] },
        codes: ['case-unknown', 'state-conflict', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('pickup.make'),
      validator('json', makeBody, refuseBody),
      async (c) => {
        const made = await makePickupCode(gateway, c.req.param('no'), c.req.valid('json').reason, c.get('staff'))
        return c.json({ ...made, pickup: show(gateway, made.pickup) }, 201)
      },
    )
}

/** Handing out a result by its code, at a window or a kiosk. */
export function pickupRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .post(
      '/',
      describe(TAG, '凭 8 位码领取一次;自助机的岗位记为自助机打印', {
        answers: { 200: ['领取的结果与可打印的文件', redeemedAnswer] },
        codes: ['not-found', 'too-many-tries', 'busy'],
        roles: true,
        json: true,
      }),
      allow('pickup.redeem'),
      validator('json', redeemBody, refuseBody),
      async (c) => {
        const staff = c.get('staff')
        const at: PickupPlace = staff.roles.includes('kiosk') ? 'kiosk' : 'window'
        const { pickup, value, files } = await redeemPickup(gateway, c.req.valid('json').code, at, staff)
        return c.json({
          id: pickup.id,
          print: pickup.print,
          caseNo: value.no,
          matter: gateway.matters.get(value.matter)?.name ?? value.matter,
          files: files.map(({ id, name, mediaType, sizeBytes }) => ({ id, name, mediaType, sizeBytes })),
        })
      },
    )
    .get(
      '/:id/files/:file',
      describe(TAG, '取刚领取的一份文件来打印:10 分钟内,限领取的窗口或自助机', {
        answers: { 200: ['文件的字节', 'binary'] },
        codes: ['not-found'],
        roles: true,
      }),
      allow('pickup.redeem'),
      async (c) => {
        const asked = { pickup: c.req.param('id'), file: c.req.param('file') }
        const { file, bytes } = await fileOfPickup(gateway, asked, c.get('staff'))
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': file.mediaType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          'x-content-type-options': 'nosniff',
        })
      },
    )
}

function show({ clock }: Gateway, code: PickupCode): z.infer<typeof pickupAnswer> {
  const { seq, print, reason, madeAt, madeBy, endsAt, usedAt, usedBy } = code
  const state = pickupState(code, clock.now())
  return {
    seq,
    print,
    reason,
    state,
    stateText: PICKUP_STATES[state],
    madeAt: toTime(madeAt),
    madeBy,
    endsAt: toTime(endsAt),
    usedAt: usedAt === 0 ? null : toTime(usedAt),
    usedBy: usedAt === 0 ? null : usedBy,
    place: code.place === '' ? null : code.place,
    placeText: code.place === '' ? null : PICKUP_PLACES[code.place],
  }
}
