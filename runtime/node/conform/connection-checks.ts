import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { HttpFailure } from '../../../core/ports.ts'
import { systemClock } from '../clock.ts'
import type { Finding } from './check.ts'
import { notRun, type Stage } from './stage.ts'

const CONNECT_MS = 5_000
const MOST_APART_MS = 60_000
const DAY_MS = 86_400_000
const LEAST_DAYS = 30

/** A connection to the other side stands. */
export async function checkConnect({ url }: Stage): Promise<Finding> {
  const { host, port } = addressOf(url)
  const failure = await new Promise<string | null>((resolve) => {
    const socket = connectTcp({ host, port, timeout: CONNECT_MS })
    const end = (why: string | null) => {
      socket.destroy()
      resolve(why)
    }
    socket.once('connect', () => end(null))
    socket.once('timeout', () => end(`${CONNECT_MS / 1000} 秒内没有应答`))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name))
  })
  return failure === null
    ? { verdict: 'passed', detail: `${host}:${port} 连得上` }
    : { verdict: 'failed', detail: `${host}:${port} 连不上:${failure}` }
}

/** The certificate is one that this machine trusts, for the name it is reached by, and does not end within 30 days. */
export async function checkCertificate({ url, region }: Stage): Promise<Finding> {
  if (!url.startsWith('https:')) return notRun('对方地址是明文 http,没有证书可查;正式联调须用 https')
  const { host, port } = addressOf(url)
  const seen = await new Promise<{ refused: string; validTo: string }>((resolve) => {
    const trusted = region.tls?.authorities === undefined ? {} : { ca: region.tls.authorities }
    const socket = connectTls({
      host,
      port,
      servername: host,
      rejectUnauthorized: false,
      timeout: CONNECT_MS,
      ...trusted,
    })
    const end = (refused: string, validTo = '') => {
      socket.destroy()
      resolve({ refused, validTo })
    }
    socket.once('secureConnect', () => {
      const refused = socket.authorized ? '' : String(socket.authorizationError)
      end(refused, socket.getPeerCertificate().valid_to)
    })
    socket.once('timeout', () => end('握手超时'))
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name))
  })
  if (seen.refused !== '') return { verdict: 'failed', detail: `证书不被信任或握手失败:${seen.refused}` }
  const days = Math.floor((Date.parse(seen.validTo) - systemClock.now()) / DAY_MS)
  return days >= LEAST_DAYS
    ? { verdict: 'passed', detail: `证书可信,还有 ${days} 天到期` }
    : { verdict: 'failed', detail: `证书只剩 ${days} 天到期` }
}

/** Both clocks agree, by the Date of any answer (RFC 9110 §6.6.1, whole seconds). */
export async function checkClock({ url, http }: Stage): Promise<Finding> {
  const before = systemClock.now()
  let date: string | undefined
  try {
    const limits = { connectTimeoutMs: CONNECT_MS, timeoutMs: CONNECT_MS, maxResponseBytes: 1_048_576 }
    date = (await http.send({ method: 'GET', url, headers: {}, ...limits })).headers['date']
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return notRun(`对方对探询没有应答(${error.reason}),读不到时间`)
  }
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return notRun('对方的应答没有 Date 头,读不到时间')
  const apartMs = Math.abs(theirs - (before + systemClock.now()) / 2)
  const detail = `相差约 ${Math.round(apartMs / 1000)} 秒`
  return { verdict: apartMs <= MOST_APART_MS ? 'passed' : 'failed', detail }
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(url)
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'https:' ? 443 : 80) }
}
