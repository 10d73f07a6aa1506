import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { recordAudit } from '../core/audit-trail.ts'
import type { Gateway } from '../core/gateway.ts'
import { CONFLICTS, PERMISSIONS, type Permission, ROLES, type Role } from '../core/permissions.ts'
import { addPerson, changePerson, requirePerson, resetPassword } from '../core/sign-in/people.ts'
import type { Person } from '../core/store/people.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { requireDesk, type SignInDesk } from './sign-in/desk.ts'
import { passwordBody, peopleAnswer, personAnswer, personBody, personChangeBody } from './sign-in-bodies.ts'

const TAG = '用户'

/** The people who use the gateway, their roles, and the permission matrix. */
export function peopleRoutes(gateway: Gateway, desk: SignInDesk | null) {
  const { store, clock } = gateway
  const hash = async (password: string) => requireDesk(desk).hashPassword(password)
  const shown = async (person: Person) => {
    const { windowName, createdAt, ...rest } = person
    const until = rest.username === null ? null : await store.signInTries.lockedUntil(rest.username)
    const lockedUntil = until !== null && until > clock.now() ? toTime(until) : null
    return { ...rest, window: windowName, lockedUntil, createdAt: toTime(createdAt) }
  }
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '人员、岗位与权限表', { answers: { 200: ['全部人员与权限表', peopleAnswer] }, roles: true }),
      allow('people.read'),
      async (c) => c.json({ people: await Promise.all((await store.people.all()).map(shown)), ...MATRIX }),
    )
    .post(
      '/',
      describe(TAG, '添加人员及其账号', {
        answers: { 201: ['已添加', personAnswer] },
        codes: ['account-invalid', 'roles-conflict', 'state-conflict', 'not-found'],
        roles: true,
        json: true,
      }),
      allow('people.manage'),
      validator('json', personBody, refuseBody),
      async (c) => {
        const { window: windowName, ...input } = c.req.valid('json')
        const person = await addPerson(gateway, { ...input, windowName }, hash, c.get('staff'))
        await recordAudit(gateway, c.get('staff'), 'person.add', {
          object: person.id,
          facts: { roles: [...person.roles] },
        })
        return c.json(await shown(person), 201)
      },
    )
    .patch(
      '/:id',
      describe(TAG, '改姓名、岗位、可办事项、窗口,停用或恢复;自己的岗位由另一位管理员改', {
        answers: { 200: ['已更改', personAnswer] },
        codes: ['not-found', 'roles-conflict', 'own-roles', 'last-admin'],
        roles: true,
        json: true,
      }),
      allow('people.manage'),
      validator('json', personChangeBody, refuseBody),
      async (c) => {
        const { window: windowName, ...changes } = c.req.valid('json')
        const all = { ...changes, ...(windowName === undefined ? {} : { windowName }) }
        const person = await changePerson(gateway, c.req.param('id'), all, c.get('staff'))
        // names and windows are not told: which of them changed is enough
        const facts = { changed: Object.keys(changes), roles: [...person.roles], active: person.active }
        await recordAudit(gateway, c.get('staff'), 'person.change', { object: person.id, facts })
        return c.json(await shown(person))
      },
    )
    .post(
      '/:id/password',
      describe(TAG, '重置密码:解锁,并结束其全部登录', {
        answers: { 200: ['已重置', personAnswer] },
        codes: ['not-found', 'account-invalid', 'state-conflict'],
        roles: true,
        json: true,
      }),
      allow('people.manage'),
      validator('json', passwordBody, refuseBody),
      async (c) => {
        const id = c.req.param('id')
        await resetPassword(gateway, id, c.req.valid('json').password, hash, c.get('staff').id)
        await recordAudit(gateway, c.get('staff'), 'person.password', { object: id })
        return c.json(await shown(await requirePerson(store, id)))
      },
    )
    .post(
      '/:id/unlock',
      describe(TAG, '解除锁定', { answers: { 200: ['已解锁', personAnswer] }, codes: ['not-found'], roles: true }),
      allow('people.manage'),
      async (c) => {
        const person = await requirePerson(store, c.req.param('id'))
        if (person.username !== null) await store.signInTries.forget(person.username)
        gateway.log.info('person-unlocked', { id: person.id, by: c.get('staff').id })
        await recordAudit(gateway, c.get('staff'), 'person.unlock', { object: person.id })
        return c.json(await shown(person))
      },
    )
}

const MATRIX = {
  roles: (Object.keys(ROLES) as Role[]).map((id) => ({ id, name: ROLES[id] })),
  permissions: (Object.keys(PERMISSIONS) as Permission[]).map((id) => ({
    id,
    text: PERMISSIONS[id].text,
    roles: [...PERMISSIONS[id].roles] as Role[],
  })),
  conflicts: CONFLICTS.map((pair) => [...pair]),
}
