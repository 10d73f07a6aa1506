import { createHash, timingSafeEqual } from 'node:crypto'
import ssh2, { type Client, type SFTPWrapper } from 'ssh2'
import { type DropAccount, LinkFailure } from '../../core/links.ts'
import type { Keyring } from '../../core/ports.ts'
import { requireSecret } from '../../core/secrets.ts'
import type { createAddressCheck } from './address-check.ts'

const CONNECT_MS = 20_000
const KEEPALIVE_MS = 15_000
const KEEPALIVES_MISSED = 3

/** A connection that stands, until it does not. */
interface Session {
  readonly client: Client
  readonly sftp: SFTPWrapper
  /** rejects with a `LinkFailure` when the connection ends */
  readonly ended: Promise<never>
}

/** The one connection of an account: made when it is first needed, and anew after it ended. */
export interface SftpSessions {
  /** Does something over the connection within a time, ms; throws `LinkFailure` where there is none, it ends, or the time is over. */
  use<Value>(work: (sftp: SFTPWrapper) => Promise<Value>, withinMs: number): Promise<Value>
  close(): Promise<void>
}

export function keepSftpSession(
  account: DropAccount,
  keyring: Keyring,
  addresses: ReturnType<typeof createAddressCheck>,
): SftpSessions {
  let current: Promise<Session> | null = null

  function session(): Promise<Session> {
    const made = current ?? connect(account, keyring, addresses)
    if (made === current) return made
    current = made
    const forget = () => {
      if (current === made) current = null
    }
    made.then(({ ended }) => ended.catch(forget), forget)
    return made
  }

  return {
    async use(work, withinMs) {
      const { client, sftp, ended } = await session()
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          // what still waits for its answer would wait for ever
          client.destroy()
          reject(new LinkFailure('timeout'))
        }, withinMs)
      })
      try {
        return await Promise.race([work(sftp), ended, late])
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      const made = current
      current = null
      const standing = await made?.catch(() => null)
      standing?.client.end()
    },
  }
}

async function connect(
  account: DropAccount,
  keyring: Keyring,
  addresses: ReturnType<typeof createAddressCheck>,
): Promise<Session> {
  const url = new URL(account.url)
  const hostKey = decodeURIComponent(url.hash.slice(1)) || account.hostKey
  const privateKey = Buffer.from(await requireSecret(keyring, account.privateKey))
  const allowed = await addresses.check(url)
  if (allowed !== 'allowed') throw new LinkFailure(allowed === 'unknown' ? 'connect' : 'address-not-allowed')
  const client = new ssh2.Client()
  let isKnown = true
  const ended = new Promise<never>((_, reject) => {
    client.on('error', (error) => reject(isKnown ? toFailure(error) : new LinkFailure('host-key')))
    client.on('close', () => reject(new LinkFailure(isKnown ? 'reset' : 'host-key')))
  })
  ended.catch(() => {})
  const ready = new Promise<void>((resolve) => client.once('ready', resolve))
  try {
    client.connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 22),
      username: decodeURIComponent(url.username),
      privateKey,
      readyTimeout: CONNECT_MS,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: KEEPALIVES_MISSED,
      hostVerifier: (key: Buffer) => {
        isKnown = isSameText(fingerprintOf(key), hostKey)
        return isKnown
      },
    })
    await Promise.race([ready, ended])
    // small requests that wait for their answers: held back they would take 40 ms each
    client.setNoDelay(true)
    const opened = new Promise<SFTPWrapper>((resolve, reject) => {
      client.sftp((error, sftp) => (error ? reject(new LinkFailure('refused', { cause: error })) : resolve(sftp)))
    })
    return { client, sftp: await Promise.race([opened, ended]), ended }
  } catch (error) {
    client.destroy()
    // a key that cannot be read is refused before anything is sent
    throw error instanceof LinkFailure ? error : new LinkFailure('refused', { cause: error })
  }
}

/** As `ssh-keygen -l` writes it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function toFailure(error: Error & { level?: string; code?: string }): LinkFailure {
  if (error.level === 'client-authentication') return new LinkFailure('refused', { cause: error })
  if (error.level === 'client-timeout') return new LinkFailure('timeout', { cause: error })
  const isUnmade = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code ?? '')
  return new LinkFailure(isUnmade ? 'connect' : 'reset', { cause: error })
}
