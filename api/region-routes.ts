import { Hono } from 'hono'
import { recordAudit } from '../core/audit-trail.ts'
import { isOver } from '../core/case/moves.ts'
import type { Status } from '../core/case/status.ts'
import type { Gateway, Region } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { agreementStateOn } from '../core/region-agreement.ts'
import type { RegionState } from '../core/store/operations.ts'
import type { Staff } from '../core/store/people.ts'
import { toDate } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'
import { pauseAnswer, regionAnswer, regionListAnswer } from './region-answers.ts'

const TAG = '地区'

/** Regions: agreement, health, pause and resume. */
export function regionRoutes(gateway: Gateway) {
  const requireRegion = (code: string) => {
    const region = gateway.regions.get(code)
    if (!region) throw new GatewayError('not-found', `没有编号为 ${code.slice(0, 20)} 的地区`)
    return region
  }
  const pause = async (code: string, paused: boolean, staff: Pick<Staff, 'id'>) => {
    requireRegion(code)
    await gateway.store.operations.savePause(code, paused, paused ? staff.id : '', gateway.clock.now())
    await recordAudit(gateway, staff, paused ? 'region.pause' : 'region.resume', { object: code })
    if (!paused) await gateway.doorbell.ring([])
    return { region: code, paused }
  }
  const answer = { answers: { 200: ['现在的状态', pauseAnswer] }, codes: ['not-found'], roles: true } as const
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '地区清单与投递状况', { answers: { 200: ['全部地区', regionListAnswer] }, roles: true }),
      async (c) => c.json({ regions: await regionList(gateway, [...gateway.regions.values()]) }),
    )
    .get(
      '/:code',
      describe(TAG, '一个地区:协议、映射、投递的规矩与在途的办件', {
        answers: { 200: ['地区', regionAnswer] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const region = requireRegion(c.req.param('code'))
        const [listed] = await regionList(gateway, [region])
        if (!listed) throw new GatewayError('not-found')
        return c.json({ ...listed, ...(await detailOf(gateway, region)) })
      },
    )
    .post('/:code/pause', describe(TAG, '暂停向这个地区投递', answer), allow('region.pause'), async (c) =>
      c.json(await pause(c.req.param('code'), true, c.get('staff'))),
    )
    .post('/:code/resume', describe(TAG, '恢复投递', answer), allow('region.pause'), async (c) =>
      c.json(await pause(c.req.param('code'), false, c.get('staff'))),
    )
}

/** Each region with its agreement and how deliveries to it stand. */
async function regionList(gateway: Gateway, regions: readonly Region[]) {
  const states = await gateway.store.operations.regionStates()
  const counts = await gateway.store.deliveries.counts()
  const now = gateway.clock.now()
  return regions.map(({ code, name, protocol, agreement }) => {
    const count = (wanted: string) => counts.find((row) => row.region === code && row.state === wanted)?.count ?? 0
    const { no, from, until, matters, suspended = null } = agreement
    return {
      code,
      name,
      protocol,
      agreement: { no, from, until, matters, suspended, state: agreementStateOn(agreement, toDate(now)) },
      ...healthOf(states.get(code), now),
      deliveries: { ready: count('ready'), waiting: count('waiting'), done: count('done'), dead: count('dead') },
    }
  })
}

function healthOf(state: RegionState | undefined, now: number) {
  const isOpen = state !== undefined && state.openUntil > now
  return {
    paused: state?.paused ?? false,
    pausedBy: state?.paused ? state.pausedBy : null,
    breaker: isOpen ? ('open' as const) : ('closed' as const),
    failures: state?.failures ?? 0,
    retryAt: isOpen ? state.openUntil : null,
    lastOkAt: state && state.lastOkAt > 0 ? state.lastOkAt : null,
  }
}

async function detailOf(gateway: Gateway, region: Region) {
  const { code, mappings, inbound, carries, collectEveryMs, delivery } = region
  const counts = await gateway.store.cases.counts()
  const open = counts.filter((row) => row.region === code && !isOver(row.status as Status))
  return {
    openCases: open.reduce((sum, { count }) => sum + count, 0),
    mappings: [...mappings.values()].map(({ matter, version }) => ({ matter, version })),
    inbound: [...inbound],
    carries: [...carries],
    collectEveryMs,
    delivery: { ...delivery, retryMs: [...delivery.retryMs] },
  }
}
