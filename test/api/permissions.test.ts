import { beforeAll, describe, expect, it } from 'vitest'
import {
  CONFLICTS,
  conflictOf,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLES,
  type Role,
} from '../../core/permissions.ts'
import type { Visitor } from '../support/visitor.ts'
import { added, firstAdmin, type Hall, MINUTE, ORIGIN, openHall, PASSWORD } from './sign-in-desk.ts'

const ALL_ROLES = Object.keys(ROLES) as Role[]
/** A request for each permission that a route asks for; what it is about does not exist, so that whoever is let on changes nothing. */
const ASKED: Readonly<Record<Permission, readonly [method: string, path: string]>> = {
  'case.read': ['GET', '/api/cases/nothing'],
  'case.export': ['POST', '/api/cases/export'],
  'case.collect': ['POST', '/api/cases/nothing/submit'],
  'case.query': ['POST', '/api/cases/nothing/query'],
  'case.handle': ['POST', '/api/cases/nothing/steps'],
  'case.reassign': ['POST', '/api/cases/nothing/reassign'],
  'case.custody': ['POST', '/api/cases/nothing/custody'],
  'document.issue': ['POST', '/api/cases/nothing/documents/collection-voucher'],
  'case.archive': ['POST', '/api/cases/nothing/archive'],
  'case.evidence': ['GET', '/api/cases/nothing/package'],
  'file.upload': ['POST', '/api/files'],
  'task.read': ['GET', '/api/tasks'],
  'task.work': ['POST', '/api/tasks/nothing/end'],
  'slip.enter': ['POST', '/api/cases/nothing/slips'],
  'slip.confirm': ['POST', '/api/slips/nothing/confirm'],
  'ticket.read': ['GET', '/api/tickets'],
  'ticket.answer': ['POST', '/api/tickets/nothing/steps'],
  'licence.read': ['GET', '/api/composite-licences'],
  'licence.compose': ['POST', '/api/composite-licences'],
  'licence.revoke': ['POST', '/api/licences/nothing/revocation'],
  'pickup.make': ['POST', '/api/cases/nothing/pickup-codes'],
  'pickup.redeem': ['POST', '/api/pickups'],
  'rating.read': ['GET', '/api/ratings'],
  'rating.record': ['POST', '/api/cases/nothing/ratings'],
  'notification.read': ['GET', '/api/notifications'],
  'relocation.read': ['GET', '/api/relocation-warnings'],
  'message.read': ['GET', '/api/evidence'],
  'matter.read': ['GET', '/api/matters'],
  'delivery.read': ['GET', '/api/deliveries'],
  'delivery.redrive': ['POST', '/api/deliveries/nothing/redrive'],
  'region.read': ['GET', '/api/regions'],
  'board.read': ['GET', '/api/board'],
  'indicator.read': ['GET', '/api/indicators'],
  'indicator.fill': ['POST', '/api/indicators/registry/values'],
  'indicator.import': ['POST', '/api/indicators/registry'],
  'region.pause': ['POST', '/api/regions/000000/pause'],
  'region.conform': ['POST', '/api/conformance/regions/000000'],
  'definition.read': ['GET', '/api/definitions'],
  'definition.publish': ['POST', '/api/definitions/000000/versions/1/approve'],
  'signature.explain': ['GET', '/api/signatures/schemes'],
  'audit.read': ['GET', '/api/audit'],
  'health.read': ['GET', '/api/health'],
  'settings.read': ['GET', '/api/settings'],
  'people.read': ['GET', '/api/people'],
  'people.manage': ['POST', '/api/people/nothing/unlock'],
}

describe('the permission matrix', () => {
  let hall: Hall
  let admin: Visitor
  beforeAll(async () => {
    hall = await openHall()
    admin = await firstAdmin(hall)
  })

  it('is what the routes go by: each role is let on where its column says so, and nowhere else', async () => {
    for (const role of ALL_ROLES) {
      const person = await added(hall, admin, `${role}-1`, [role])
      const letOn: string[] = []
      for (const [permission, [method, path]] of Object.entries(ASKED)) {
        const { status, body } = await person.ask(method, path, method === 'POST' ? {} : undefined)
        if (status !== 403) letOn.push(permission)
        else expect(body['code'], `${role} ${path}`).toBe('forbidden')
      }
      expect(letOn, role).toEqual([...permissionsOf([role])])
    }
  })

  it('lets nobody who has no role see anything', async () => {
    const person = await added(hall, admin, 'newcomer', [])
    expect((await person.ask('GET', '/api/me')).body).toMatchObject({ roles: [], permissions: [] })
    for (const [method, path] of Object.values(ASKED))
      expect((await person.ask(method, path, method === 'POST' ? {} : undefined)).status, path).toBe(403)
  })

  it('has no role, and lets no person have roles, that publish a mapping and handle cases', async () => {
    expect(CONFLICTS).toContainEqual(['definition.publish', 'case.handle'])
    for (const role of ALL_ROLES) expect(conflictOf([role]), role).toBeNull()
    const person = { name: '示例', password: PASSWORD }
    const made = await admin.ask('POST', '/api/people', { ...person, username: 'both', roles: ['admin', 'handler'] })
    expect([made.status, made.body['code']]).toEqual([422, 'roles-conflict'])
    const changed = await admin.ask('PATCH', '/api/people/handler-1', { roles: ['handler', 'admin'] })
    expect([changed.status, changed.body['code']]).toEqual([422, 'roles-conflict'])
    expect(conflictOf(['window', 'handler', 'supervisor', 'auditor'])).toBeNull()
  })

  it('is shown to administrators and auditors as it is', async () => {
    const { body } = await admin.ask('GET', '/api/people')
    expect((body['permissions'] as { id: string }[]).map(({ id }) => id)).toEqual(Object.keys(PERMISSIONS))
    expect(body['conflicts']).toEqual(CONFLICTS)
  })
})

describe('a page of another site', () => {
  let hall: Hall
  let admin: Visitor
  beforeAll(async () => {
    hall = await openHall()
    admin = await firstAdmin(hall)
  })
  const PAUSE = '/api/regions/130000/pause'

  it.each([
    ['says so', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['is of the same site', { 'sec-fetch-site': 'same-site', origin: 'https://other.wuhou.example' }],
    ['hides where it is', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['has only an origin', { 'sec-fetch-site': '', origin: 'https://gateway.wuhou.example.evil.example' }],
  ])('changes nothing by a person’s cookie where the browser %s', async (_, headers) => {
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
    const answer = await admin.ask('POST', PAUSE, undefined, { 'sec-fetch-site': '', ...sent })
    expect([answer.status, answer.body['code']]).toEqual([403, 'cross-site'])
    expect((await hall.gateway.store.operations.regionStates()).get('130000')?.paused ?? false).toBe(false)
  })

  it('does not even sign anybody in', async () => {
    const body = { username: 'guanli1', password: PASSWORD }
    const answer = await hall.visitor().ask('POST', '/auth/sign-in/username', body, {
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.example',
    })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
  })

  it('is told from our own by the origin alone where a browser is old, and from a program by its token', async () => {
    const fetch = (headers: Record<string, string>) =>
      hall.api.fetch(new Request(`${ORIGIN}${PAUSE}`, { method: 'POST', headers }))
    const cookie = [...admin.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    expect((await fetch({ cookie })).status).toBe(403)
    expect((await fetch({ cookie, origin: ORIGIN })).status).toBe(200)
    // a token is no cookie: no browser sends it by itself, and a wrong one is not made good by a cookie
    expect((await fetch({ cookie, authorization: 'Bearer wrong-token-00000000000' })).status).toBe(401)
  })
})

describe('people', () => {
  let hall: Hall
  let admin: Visitor
  let clerk: Visitor
  const signIn = (who: Visitor, username: string, password = PASSWORD) =>
    who.ask('POST', '/auth/sign-in/username', { username, password })
  beforeAll(async () => {
    hall = await openHall()
    admin = await firstAdmin(hall)
    clerk = await added(hall, admin, 'ligong', ['window'])
  })

  it('are told how often they may still try, then until when they are locked, and let in again in time', async () => {
    const who = hall.visitor()
    const details: unknown[] = []
    for (let tries = 0; tries < 6; tries += 1) details.push((await signIn(who, 'ligong', 'wrong')).body['detail'])
    expect(details).toEqual([
      ...[4, 3, 2, 1].map((left) => `账号或密码不对,还可试 ${left} 次`),
      '账号已锁定至 09:15',
      '账号已锁定至 09:15',
    ])
    const right = await signIn(who, 'ligong')
    expect([right.status, right.body['code']]).toEqual([429, 'account-locked'])
    const shown = (await admin.ask('GET', '/api/people')).body['people'] as { id: string; lockedUntil: string }[]
    expect(shown.find(({ id }) => id === 'ligong')?.lockedUntil).toBe('2026-03-02T09:15:00+08:00')
    hall.clock.advance(15 * MINUTE)
    expect((await signIn(who, 'ligong')).status).toBe(204)
  })

  it('learn nothing about who has an account: a name that nobody has is answered and locked alike', async () => {
    const answers = []
    for (let tries = 0; tries < 5; tries += 1) answers.push((await signIn(hall.visitor(), 'nobody', 'wrong')).body)
    expect(answers[0]).toMatchObject({ code: 'sign-in-failed', detail: '账号或密码不对,还可试 4 次' })
    expect(answers[4]).toMatchObject({ code: 'account-locked' })
  })

  it('are unlocked by an administrator', async () => {
    for (let tries = 0; tries < 5; tries += 1) await signIn(hall.visitor(), 'ligong', 'wrong')
    expect((await signIn(hall.visitor(), 'ligong')).status).toBe(429)
    expect((await admin.ask('POST', '/api/people/ligong/unlock')).status).toBe(200)
    expect((await signIn(hall.visitor(), 'ligong')).status).toBe(204)
  })

  it('change their own password by the one they have; sessions elsewhere end', async () => {
    const [here, elsewhere] = [hall.visitor(), hall.visitor()]
    await signIn(here, 'ligong')
    await signIn(elsewhere, 'ligong')
    const change = (currentPassword: string, newPassword: string) =>
      here.ask('POST', '/auth/change-password', { currentPassword, newPassword })
    expect((await change('wrong', '另一个密码 1901')).body['detail']).toBe('账号或密码不对,还可试 4 次')
    const weak = await change(PASSWORD, 'ligong1234')
    expect([weak.status, weak.body['errors']]).toEqual([
      422,
      [{ pointer: '/newPassword', code: 'password', message: '密码里不能有账号' }],
    ])
    expect((await change(PASSWORD, '另一个密码 1901')).status).toBe(204)
    expect((await here.ask('GET', '/api/me')).status).toBe(200)
    expect((await elsewhere.ask('GET', '/api/me')).status).toBe(401)
    expect((await signIn(hall.visitor(), 'ligong')).status).toBe(401)
    expect((await signIn(hall.visitor(), 'ligong', '另一个密码 1901')).status).toBe(204)
    const reset = await admin.ask('POST', '/api/people/ligong/password', { password: PASSWORD })
    expect(reset.status).toBe(200)
    expect((await here.ask('GET', '/api/me')).status).toBe(401)
    await signIn(clerk, 'ligong')
  })

  it('lose what an administrator takes from them at the next request, and everything at once when put out of work', async () => {
    expect((await clerk.ask('GET', '/api/deliveries')).status).toBe(200)
    const moved = await admin.ask('PATCH', '/api/people/ligong', { roles: ['handler'], window: '03 号窗' })
    expect(moved.body).toMatchObject({ roles: ['handler'], window: '03 号窗' })
    expect((await clerk.ask('GET', '/api/deliveries')).status).toBe(403)
    expect((await clerk.ask('GET', '/api/me')).body).toMatchObject({ roles: ['handler'], window: '03 号窗' })
    expect((await admin.ask('PATCH', '/api/people/ligong', { active: false })).status).toBe(200)
    expect((await clerk.ask('GET', '/api/me')).status).toBe(401)
    expect((await signIn(hall.visitor(), 'ligong')).status).toBe(401)
    await admin.ask('PATCH', '/api/people/ligong', { active: true })
    expect((await signIn(hall.visitor(), 'ligong')).status).toBe(204)
  })

  it('do not give themselves roles, and never take away the last administrator', async () => {
    const own = await admin.ask('PATCH', '/api/people/guanli1', { roles: ['auditor'] })
    expect([own.status, own.body['code']]).toEqual([403, 'own-roles'])
    const second = await added(hall, admin, 'guanli2', ['admin'])
    expect((await admin.ask('PATCH', '/api/people/guanli2', { active: false })).status).toBe(200)
    expect((await second.ask('GET', '/api/me')).status).toBe(401)
  })

  it('are told what is wrong with a new account, and that a name is taken', async () => {
    const person = { username: 'ligong', name: '示例', roles: ['window'], password: PASSWORD }
    const taken = await admin.ask('POST', '/api/people', person)
    expect([taken.status, taken.body['detail']]).toEqual([409, '已有编号为 ligong 的人员'])
    const bad = await admin.ask('POST', '/api/people', { ...person, username: '李工', password: '密码' })
    expect((bad.body['errors'] as { message: string }[]).map(({ message }) => message)).toEqual([
      '账号应以小写字母开头,只含小写字母、数字、- 和 _,2 至 40 个字符',
      '密码至少 10 个字符,现有 2 个',
      '密码应含大写字母、小写字母、数字、其他字符中的至少两种',
    ])
    const unknown = await admin.ask('POST', '/api/people', { ...person, roles: ['root'] })
    expect([unknown.status, (unknown.body['errors'] as { pointer: string }[])[0]?.pointer]).toEqual([400, '/roles/0'])
  })

  it('stand in the events of what they do, by the name of their account', async () => {
    await admin.ask('POST', '/api/people', { username: 'banjian', name: '示例', roles: ['window'], password: PASSWORD })
    const who = hall.visitor()
    await signIn(who, 'banjian')
    const upload = await hall.api.fetch(
      new Request(`${ORIGIN}/api/files`, {
        method: 'POST',
        headers: {
          cookie: [...who.jar].map(([name, value]) => `${name}=${value}`).join('; '),
          origin: ORIGIN,
          'x-file-name': 'a.pdf',
        },
        body: '%PDF-1.4\n示例',
      }),
    )
    const { id } = (await upload.json()) as { id: string }
    expect((await hall.gateway.store.files.byId(id))?.createdBy).toBe('staff:banjian')
  })
})
