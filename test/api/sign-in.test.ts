import { beforeAll, describe, expect, it } from 'vitest'
import { permissionsOf } from '../../core/permissions.ts'
import { issueSetUpCode } from '../../core/sign-in/set-up.ts'
import type { Visitor } from '../support/visitor.ts'
import { added, firstAdmin, type Hall, MINUTE, openHall, PASSWORD } from './sign-in-desk.ts'

const signIn = (who: Visitor, username: string, password = PASSWORD) =>
  who.ask('POST', '/auth/sign-in/username', { username, password })

describe('the first set-up', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await openHall()
  })
  const form = (change: object = {}) => ({
    code: hall.code,
    username: 'guanli1',
    name: '管理示例一',
    password: PASSWORD,
    ...change,
  })

  it('is asked for as long as there is no administrator', async () => {
    const { body } = await hall.visitor().ask('GET', '/auth/state')
    expect(body).toEqual({ setUp: 'needed', provider: null, passwordLength: { least: 10, most: 128 } })
  })

  it('takes nobody without the code from the console, and tells every fault of a name and password', async () => {
    const wrong = await hall.visitor().ask('POST', '/auth/set-up', form({ code: 'AAAA-BBBB-CCCC' }))
    expect([wrong.status, wrong.body['code']]).toEqual([403, 'set-up-code'])
    const bad = await hall.visitor().ask('POST', '/auth/set-up', form({ username: '1x', password: 'short' }))
    expect(bad.status).toBe(422)
    expect((bad.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/username',
      '/password',
      '/password',
    ])
    expect((await hall.visitor().ask('GET', '/auth/state')).body['setUp']).toBe('needed')
  })

  it('makes one administrator however many ask at once, signs them in, and is gone for ever', async () => {
    const visitors = ['guanli1', 'guanli2', 'guanli3'].map((username) => ({ username, who: hall.visitor() }))
    const typed = hall.code.toLowerCase().replaceAll('-', ' ')
    const answers = await Promise.all(
      visitors.map(({ username, who }) => who.ask('POST', '/auth/set-up', form({ username, code: typed }))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404])
    const first = visitors[answers.findIndex(({ status }) => status === 204)]
    const me = await first?.who.ask('GET', '/api/me')
    expect(me?.body).toMatchObject({ name: '管理示例一', username: first?.username, roles: ['admin'] })
    expect((await hall.visitor().ask('POST', '/auth/set-up', form())).status).toBe(404)
    expect((await hall.visitor().ask('GET', '/auth/state')).body['setUp']).toBe('done')
    expect(await issueSetUpCode(hall.gateway)).toBeNull()
  })

  it('locks the code after five wrong ones', async () => {
    const other = await openHall()
    const attempt = (code: string) => other.visitor().ask('POST', '/auth/set-up', form({ code }))
    for (let tries = 0; tries < 5; tries += 1) expect((await attempt('AAAA-BBBB-CCCC')).status).toBe(403)
    const locked = await attempt(other.code)
    expect([locked.status, locked.body['detail']]).toEqual([429, '设置码已锁定至 09:15'])
    other.clock.advance(15 * MINUTE)
    expect((await attempt(other.code)).status).toBe(204)
  })
})

describe('a session', () => {
  let hall: Hall
  let admin: Visitor
  let clerk: Visitor
  beforeAll(async () => {
    hall = await openHall()
    admin = await firstAdmin(hall)
    clerk = await added(hall, admin, 'ligong', ['window'])
  })

  it('is begun by name and password, however the name is typed, in a cookie that no script and no other site has', async () => {
    const who = hall.visitor()
    const answer = await signIn(who, ' LiGong ')
    expect(answer.status).toBe(204)
    const [cookie = ''] = answer.headers.getSetCookie()
    for (const part of [/^__Secure-tongban\.session_token=/, /HttpOnly/i, /SameSite=Strict/i, /Secure/, /Path=\//])
      expect(cookie).toMatch(part)
    expect((await who.ask('GET', '/api/me')).body).toEqual({
      id: 'ligong',
      name: 'ligong示例',
      username: 'ligong',
      roles: ['window'],
      window: null,
      permissions: [...permissionsOf(['window'])],
      sessionEndsAt: '2026-03-02T09:30:00+08:00',
      readerUrl: '',
    })
    expect((await hall.visitor().ask('GET', '/api/me')).status).toBe(401)
  })

  it('is not had by a cookie that we did not sign', async () => {
    const forger = hall.visitor()
    for (const [name, value] of clerk.jar) forger.jar.set(name, value.replace(/\..*/, `.${'A'.repeat(43)}%3D`))
    expect((await forger.ask('GET', '/api/me')).status).toBe(401)
  })

  it('ends half an hour after its last use; what the page asks by itself is no use', async () => {
    const who = hall.visitor()
    await signIn(who, 'ligong')
    hall.clock.advance(20 * MINUTE)
    const polled = await who.ask('GET', '/api/cases', undefined, { 'x-background': '1' })
    expect(polled.headers.get('session-ends-at')).toBe('2026-03-02T09:30:00+08:00')
    const used = await who.ask('GET', '/api/cases')
    expect(used.headers.get('session-ends-at')).toBe('2026-03-02T09:50:00+08:00')
    hall.clock.advance(29 * MINUTE)
    expect((await who.ask('POST', '/api/me/renew')).body['sessionEndsAt']).toBe('2026-03-02T10:19:00+08:00')
    hall.clock.advance(30 * MINUTE)
    expect((await who.ask('GET', '/api/cases')).status).toBe(401)
  })

  it('ends twelve hours after it began, however much it is used', async () => {
    const who = hall.visitor()
    await signIn(who, 'ligong')
    const began = hall.clock.now()
    while (hall.clock.now() + 25 * MINUTE < began + 12 * 60 * MINUTE) {
      hall.clock.advance(25 * MINUTE)
      expect((await who.ask('GET', '/api/cases')).status).toBe(200)
    }
    hall.clock.advance(25 * MINUTE)
    expect((await who.ask('GET', '/api/cases')).status).toBe(401)
  })

  it('is over when the person signs out, here and not elsewhere', async () => {
    const [here, elsewhere] = [hall.visitor(), hall.visitor()]
    await signIn(here, 'ligong')
    await signIn(elsewhere, 'ligong')
    const cookies = new Map(here.jar)
    expect((await here.ask('POST', '/auth/sign-out')).status).toBe(204)
    expect(here.jar.size).toBe(0)
    for (const [name, value] of cookies) here.jar.set(name, value)
    expect((await here.ask('GET', '/api/me')).status).toBe(401)
    expect((await elsewhere.ask('GET', '/api/me')).status).toBe(200)
  })
})
