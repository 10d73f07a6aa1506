import { type Context, Hono } from 'hono'
import { toTime } from '../core/time.ts'
import type { Signed } from './access.ts'
import { describe } from './describe.ts'
import { meAnswer } from './sign-in-bodies.ts'

const TAG = '登录'

/** Who I am, what I may do, and until when. */
export function meRoutes(readerUrl: string) {
  return new Hono<Signed>()
    .get('/', describe(TAG, '我是谁、能做什么、会话何时结束', { answers: { 200: ['我', meAnswer] } }), (c) =>
      c.json({ ...me(c), readerUrl }),
    )
    .post('/renew', describe(TAG, '继续使用:会话从现在起重新计时', { answers: { 200: ['我', meAnswer] } }), (c) =>
      c.json({ ...me(c), readerUrl }),
    )
}

function me(c: Context<Signed>) {
  const { id, name, roles } = c.get('staff')
  const session = c.get('session')
  return {
    id,
    name,
    username: session?.username ?? null,
    roles: [...roles],
    window: session?.windowName ?? null,
    permissions: [...c.get('permissions')],
    sessionEndsAt: session ? toTime(session.endsAt) : null,
  }
}
