import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { newId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { deleteSavedFilter, type SavedFilter, saveFilter } from '../core/store/saved-filters.ts'
import { allow, type Signed } from './access.ts'
import { caseFilterBody, text } from './bodies.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '办件'
/** More than these nobody finds their way in. */
const MOST = 20

const savedFilter = z.strictObject({
  id: z.string(),
  name: z.string(),
  conditions: caseFilterBody.meta({ description: '与办件列表的条件相同' }),
})
const listAnswer = z.strictObject({ filters: z.array(savedFilter) })
const saveBody = z.strictObject({
  name: text(20).meta({ description: '自己看的名称;同名的由新的代替' }),
  conditions: caseFilterBody.refine((conditions) => Object.keys(conditions).length > 0, {
    error: '请先选好条件,至少一项',
  }),
})

/** Conditions of the list of cases that people keep for themselves. */
export function savedFilterRoutes({ store, clock, random }: Gateway) {
  return new Hono<Signed>()
    .use('*', allow('case.read'))
    .get(
      '/',
      describe(TAG, '我保存的筛选条件', { answers: { 200: ['按保存的先后', listAnswer] }, roles: true }),
      async (c) => c.json({ filters: (await store.savedFilters.of(c.get('staff').id)).map(shown) }),
    )
    .post(
      '/',
      describe(TAG, '保存筛选条件', {
        answers: { 201: ['已保存', savedFilter] },
        codes: ['state-conflict'],
        roles: true,
        json: true,
      }),
      validator('json', saveBody, refuseBody),
      async (c) => {
        const { id: staffId } = c.get('staff')
        const { name, conditions } = c.req.valid('json')
        const others = (await store.savedFilters.of(staffId)).filter((one) => one.name !== name)
        if (others.length >= MOST) throw new GatewayError('state-conflict', `已经保存了 ${MOST} 个,请先删去不用的`)
        const saved = {
          ...{ id: newId(clock, random), staffId, name, savedAt: clock.now() },
          conditions: conditions as JsonObject,
        }
        await store.commit(saveFilter(saved))
        return c.json(shown(saved), 201)
      },
    )
    .delete(
      '/:id',
      describe(TAG, '删去一个保存的筛选条件', {
        answers: { 204: ['已删去', 'text'] },
        codes: ['not-found'],
        roles: true,
      }),
      async (c) => {
        const own = await store.savedFilters.of(c.get('staff').id)
        const found = own.find(({ id }) => id === c.req.param('id'))
        if (!found) throw new GatewayError('not-found', '没有这个保存的筛选条件')
        await store.commit([deleteSavedFilter(found)])
        return c.body(null, 204)
      },
    )
}

function shown({ id, name, conditions }: SavedFilter): z.infer<typeof savedFilter> {
  return { id, name, conditions: conditions as z.infer<typeof caseFilterBody> }
}
