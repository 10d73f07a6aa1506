import { type Context, Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { checkPassword, PASSWORD_LENGTH, readUsername } from '../core/sign-in/account.ts'
import { setUp } from '../core/sign-in/set-up.ts'
import { tryOnce, wrongPassword } from '../core/sign-in/tries.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { requireSameOrigin } from './same-origin.ts'
import { requireDesk, type SignInDesk } from './sign-in/desk.ts'
import { passwordChangeBody, providerAnswer, setUpBody, signInBody, signInStateAnswer } from './sign-in-bodies.ts'
import { strictJson } from './strict-json.ts'

const TAG = '登录'
/** So many passwords are hashed at once: each takes 16 MiB and a processor for a while. */
const MOST_AT_ONCE = 16
const DONE = { answers: { 204: ['已办', 'text'] } } as const

/** Signing in and out, the first administrator, one's own password. What better-auth has a path for is under that path. */
export function signInRoutes(gateway: Gateway, found: SignInDesk | null) {
  const { store, clock } = gateway
  const limited = createLimit(MOST_AT_ONCE)
  return new Hono<{ Variables: { desk: SignInDesk } }>()
    .use('*', async (c, next) => {
      c.set('desk', requireDesk(found))
      requireSameOrigin(gateway, c.req.raw)
      c.header('cache-control', 'no-store')
      await next()
    })
    .use('*', strictJson())
    .get(
      '/state',
      describe(TAG, '是否已设置首位管理员、能否用单位账号登录', {
        answers: { 200: ['登录页要知道的', signInStateAnswer] },
        open: true,
      }),
      async (c) => {
        const done = await store.people.isSetUp()
        return c.json({
          setUp: done ? ('done' as const) : ('needed' as const),
          provider: c.get('desk').provider,
          passwordLength: PASSWORD_LENGTH,
        })
      },
    )
    .post(
      '/set-up',
      describe(TAG, '首次设置:凭一次性设置码登记首位管理员,并登录;设置过后为 404', {
        ...DONE,
        codes: ['not-found', 'set-up-code', 'account-locked', 'account-invalid', 'state-conflict'],
        json: true,
        open: true,
      }),
      validator('json', setUpBody, refuseBody),
      async (c) => {
        const body = c.req.valid('json')
        await limited(() => setUp(gateway, body, c.get('desk').hashPassword))
        return withCookies(c, (await c.get('desk').signIn(readUsername(body.username), body.password)) ?? [])
      },
    )
    .post(
      '/sign-in/username',
      describe(TAG, '用账号和密码登录', {
        ...DONE,
        codes: ['sign-in-failed', 'account-locked', 'sign-in-busy'],
        json: true,
        open: true,
      }),
      validator('json', signInBody, refuseBody),
      async (c) => {
        const { password, ...typed } = c.req.valid('json')
        const username = readUsername(typed.username)
        const cookies = await limited(async () => {
          const left = await tryOnce(store, clock.now(), username)
          const opened = await c.get('desk').signIn(username, password)
          if (!opened) throw await wrongPassword(store, username, left)
          return opened
        })
        await store.signInTries.forget(username)
        return withCookies(c, cookies)
      },
    )
    .post('/sign-out', describe(TAG, '退出', { ...DONE, open: true }), async (c) =>
      withCookies(c, await c.get('desk').signOut(c.req.raw.headers)),
    )
    .post(
      '/change-password',
      describe(TAG, '改自己的密码;别处的登录随之结束', {
        ...DONE,
        codes: ['unauthorized', 'sign-in-failed', 'account-locked', 'account-invalid', 'sign-in-busy'],
        json: true,
        open: true,
      }),
      validator('json', passwordChangeBody, refuseBody),
      async (c) => {
        const { currentPassword, newPassword } = c.req.valid('json')
        const username = (await c.get('desk').sessionOf(c.req.raw.headers))?.username
        if (!username) throw new GatewayError('unauthorized')
        const faults = checkPassword(newPassword, username).map((fault) => ({ ...fault, path: 'newPassword' }))
        if (faults.length > 0) throw new GatewayError('account-invalid', '新密码不合要求', faults)
        const cookies = await limited(async () => {
          const left = await tryOnce(store, clock.now(), username)
          const changed = await c.get('desk').changePassword(c.req.raw.headers, currentPassword, newPassword)
          if (!changed) throw await wrongPassword(store, username, left)
          return changed
        })
        await store.signInTries.forget(username)
        return withCookies(c, cookies)
      },
    )
    .post(
      '/sign-in/social',
      describe(TAG, '用单位账号登录:得到要前往的地址', {
        answers: { 200: ['单位账号的登录地址', providerAnswer] },
        codes: ['not-found'],
        open: true,
      }),
      async (c) => {
        if (c.get('desk').provider === null) throw new GatewayError('not-found', '没有配置单位账号登录')
        const { url, cookies } = await c.get('desk').startAtProvider()
        for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
        return c.json({ url })
      },
    )
    .get(
      '/callback/oidc',
      describe(TAG, '单位账号登录后浏览器回到这里,再转到工作台', {
        answers: { 302: ['转到工作台', 'text'] },
        open: true,
      }),
      async (c) => {
        if (c.get('desk').provider === null) throw new GatewayError('not-found', '没有配置单位账号登录')
        return c.get('desk').finishAtProvider(c.req.raw)
      },
    )
}

function withCookies(c: Context, cookies: readonly string[]): Response {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
  return c.body(null, 204)
}

/** Refuses what comes while so many are under way. */
function createLimit(most: number) {
  let underWay = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (underWay >= most) throw new GatewayError('sign-in-busy')
    underWay += 1
    try {
      return await work()
    } finally {
      underWay -= 1
    }
  }
}
