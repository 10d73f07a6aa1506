import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answer, DEMO, type Form, send, signForm, sm3 } from './wire.ts'

const CHALLENGE_MS = 120_000
const IDLE_MS = 1_200_000
const WHOLE_MS = 7_200_000
const GRACE_MS = 60_000
const WINDOW_MS = 300_000

interface Session {
  readonly id: string
  token: string
  before: { token: string; until: number } | null
  readonly since: number
  usedAt: number
}

const newToken = () => randomBytes(16).toString('hex')
const toMs = (digits: string) =>
  Date.parse(`${digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6')}+08:00`)

/** §2.2–2.4: one session for the account, and what every request has to prove. */
export function createSessionOffice(now: () => number) {
  const challenges = new Map<string, number>()
  const contents = new Map<string, string>()
  let session: Session | null = null

  /** Account, key, signature, time; the code of the first that fails. */
  function checkSeal(form: Form): string | null {
    if (form['ACCOUNT'] !== DEMO.account) return '1005'
    if (form['KEY_NO'] !== 'K1' || form['SIGN'] !== signForm(form, DEMO.signKey)) return '2001'
    if (!(Math.abs(now() - toMs(form['REQ_TIME'] ?? '')) <= WINDOW_MS)) return '2002'
    if (!/^[0-9a-f]{32}$/.test(form['REQ_NO'] ?? '')) return '2006'
    return null
  }

  function checkSession(request: IncomingMessage, form: Form): string | null {
    const [, id = ''] = /GZSID=(\w+)/.exec(request.headers.cookie ?? '') ?? []
    if (!session || id === '') return '1001'
    if (id !== session.id) return '1003'
    if (now() - session.usedAt > IDLE_MS || now() - session.since > WHOLE_MS) return '1001'
    const token = form['FORM_TOKEN'] ?? ''
    const isKnown = token === session.token || (token === session.before?.token && now() <= session.before.until)
    if (!isKnown || request.headers['x-form-token'] !== token) return '1002'
    session.usedAt = now()
    return null
  }

  /** §2.4: one number, one content. */
  function checkNumber(form: Form): string | null {
    const content = { ...form, ACCOUNT: '', KEY_NO: '', REQ_NO: '', REQ_TIME: '', FORM_TOKEN: '' }
    const digest = signForm(content, '')
    const known = contents.get(form['REQ_NO'] ?? '')
    contents.set(form['REQ_NO'] ?? '', known ?? digest)
    return known === undefined || known === digest ? null : '4002'
  }

  function logIn(form: Form, response: ServerResponse) {
    const challenge = form['CHALLENGE'] ?? ''
    const until = challenges.get(challenge) ?? 0
    challenges.delete(challenge)
    if (until < now()) return send(response, answer('1004', 'CHALLENGE 失效'))
    const digest = sm3(sm3(DEMO.password).toUpperCase() + challenge).toUpperCase()
    if (form['PWD_DIGEST'] !== digest) return send(response, answer('1005', '账号或口令错误'))
    session = { id: newToken().toUpperCase(), token: newToken(), before: null, since: now(), usedAt: now() }
    const data = { FORM_TOKEN: session.token, IDLE_SECONDS: '1200', MAX_SECONDS: '7200' }
    const cookie = `GZSID=${session.id}; Path=/gzxt; HttpOnly; Secure`
    return send(response, answer('0000', '成功', data), { 'set-cookie': cookie })
  }

  return {
    /** Ends the session before its time. */
    expire() {
      session = null
    },
    /** The code by which a request is refused; null where it passes. */
    check: (request: IncomingMessage, form: Form): string | null =>
      checkSeal(form) ?? checkSession(request, form) ?? checkNumber(form),
    serve(operation: string, request: IncomingMessage, form: Form, response: ServerResponse) {
      const refused = checkSeal(form) ?? (operation === 'renew' ? checkSession(request, form) : null)
      if (refused) return send(response, answer(refused, '拒绝'))
      if (operation === 'login') return logIn(form, response)
      if (operation === 'renew' && session) {
        session.before = { token: session.token, until: now() + GRACE_MS }
        session.token = newToken()
        return send(response, answer('0000', '成功', { FORM_TOKEN: session.token }))
      }
      const CHALLENGE = newToken()
      challenges.set(CHALLENGE, now() + CHALLENGE_MS)
      return send(response, answer('0000', '成功', { CHALLENGE }))
    },
  }
}
