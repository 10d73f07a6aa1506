import { randomBytes } from 'node:crypto'
import { type Body, DEMO, gatewayError, secretsAnswer, signCall } from './wire.ts'

const REFRESH_MS = 172_800_000
const REQUEST_MS = 900_000
const GRACE_MS = 60_000
const WINDOW_MS = 600_000

const newSecret = (kind: string) => `zj${kind}${randomBytes(12).toString('hex')}`

/** §2.2: two secrets for one holder. Whoever asks gets both anew, and with that the old refreshing one is worth nothing. */
export function createSecretOffice(now: () => number) {
  const requests = new Map<string, number>()
  let refresh = { secret: '', until: 0 }

  function issue(): Body {
    refresh = { secret: newSecret('Refresh'), until: now() + REFRESH_MS }
    for (const [secret, until] of requests) requests.set(secret, Math.min(until, now() + GRACE_MS))
    const requestSecret = newSecret('Request')
    requests.set(requestSecret, now() + REQUEST_MS)
    return secretsAnswer({
      refreshSecret: refresh.secret,
      refreshSecretEndTime: refresh.until,
      requestSecret,
      requestSecretEndTime: now() + REQUEST_MS,
    })
  }

  /** Key and time before anything is computed; the gateway's refusal, or null. */
  function checkParameters(values: URLSearchParams): Body | null {
    const [key, sign, time] = ['appKey', 'sign', 'requestTime'].map((name) => values.get(name) ?? '')
    if (!key || !sign || !/^\d{13}$/.test(time ?? '')) return gatewayError('01', '参数缺失')
    if (key !== DEMO.appKey) return gatewayError('02', 'appKey 不存在')
    return Math.abs(now() - Number(time)) <= WINDOW_MS ? null : gatewayError('04', '时间超窗')
  }

  function isSignedBy(secret: string, values: URLSearchParams): boolean {
    return values.get('sign') === signCall(secret, values.get('requestTime') ?? '')
  }

  return {
    /** Gives both secrets for the first one, or for the one that renews. */
    exchange(service: string, values: URLSearchParams): Body {
      const refused = checkParameters(values)
      if (refused) return refused
      if (service === 'refreshTokenByKey')
        return isSignedBy(DEMO.appSecret, values) ? issue() : gatewayError('03', '签名错误')
      if (refresh.until < now()) return gatewayError('05', 'refreshSecret 已过期')
      return isSignedBy(refresh.secret, values) ? issue() : gatewayError('03', '签名错误')
    },
    /** Why a call is not the holder's; null where it is. */
    check(values: URLSearchParams): Body | null {
      const refused = checkParameters(values)
      if (refused) return refused
      const [, until] = [...requests].find(([secret]) => isSignedBy(secret, values)) ?? []
      if (until === undefined) return gatewayError('03', '签名错误')
      return until > now() ? null : gatewayError('05', 'requestSecret 已过期')
    },
    /** Ends every signing secret at once. */
    expire(): void {
      for (const secret of requests.keys()) requests.set(secret, 0)
    },
  }
}

export type SecretOffice = ReturnType<typeof createSecretOffice>
