import { createHash, randomBytes } from 'node:crypto'
import { WSSecurity } from 'soap'
import { describe, expect, it } from 'vitest'
import { readEnvelope, type SoapCall, writeEnvelope } from '../../adapters/layers/codec/soap.ts'
import { checkSecurity, type WssRules } from '../../adapters/layers/wss/check-security.ts'
import { BASE64_BINARY, PASSWORD_DIGEST, WSSE, WSU } from '../../adapters/layers/wss/names.ts'
import { passwordDigest, writeUsernameToken } from '../../adapters/layers/wss/username-token.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const WINDOW = 300_000
const NONCE = '8PHy8/T19vf4+fr7/P3+/w=='
const CREATED = '2026-03-05T02:05:32Z'
const AT = Date.parse(CREATED)
const USER = { username: 'demoUser', password: 'demoPassword0001' }
/** As `openssl sha1` has it for NONCE, CREATED and the password; see the vectors below. */
const DIGEST = 'K2uKUUnNiflc8d8vTqMZkAN0X18='

/** The SOAP header that holds this, as our reader finds it in an envelope. */
function headerOf(block: string): SoapCall['header'] {
  const text = writeEnvelope({ namespace: 'http://example.cn/demo', name: 'ask', parts: [['in', '']], header: block })
  const read = readEnvelope(new TextEncoder().encode(text), { maxBytes: 100_000, maxDepth: 8, maxElements: 100 })
  if (typeof read === 'string' || read.kind !== 'call') throw new Error(JSON.stringify(read))
  return read.header
}

/** Rules with a guard that forgets a nonce as soon as it may. */
function rulesAt(now: number) {
  const clock = createFakeClock(now)
  const kept = new Map<string, number>()
  const rules: WssRules = {
    clock,
    windowMs: WINDOW,
    passwords: async (username) => (username === USER.username ? ['oldPassword0000', USER.password] : []),
    nonces: {
      first: async (nonce, forMs) => {
        const free = (kept.get(nonce) ?? -1) < clock.now()
        if (free) kept.set(nonce, clock.now() + forMs)
        return free
      },
    },
  }
  return { clock, kept, rules }
}

const TOKEN = {
  username: `<wsse:Username>${USER.username}</wsse:Username>`,
  password: `<wsse:Password Type="${PASSWORD_DIGEST}">${DIGEST}</wsse:Password>`,
  nonce: `<wsse:Nonce EncodingType="${BASE64_BINARY}">${NONCE}</wsse:Nonce>`,
  created: `<wsu:Created>${CREATED}</wsu:Created>`,
}
const tokenOf = (parts: Partial<typeof TOKEN> = {}) =>
  `<wsse:UsernameToken>${Object.values({ ...TOKEN, ...parts }).join('')}</wsse:UsernameToken>`
const blockOf = (content: string, attributes = '') =>
  `<wsse:Security xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}"${attributes}>${content}</wsse:Security>`
const askWith = (block: string, { rules } = rulesAt(AT)) => checkSecurity(headerOf(block), rules)

describe('the digest of a password', () => {
  // python3 -c "import hashlib,base64;print(base64.b64encode(hashlib.sha1(base64.b64decode(NONCE)+CREATED.encode()+PASSWORD.encode()).digest()))"
  // printf '\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff2026-03-05T02:05:32ZdemoPassword0001' | openssl sha1 -binary | base64
  it.each([
    [CREATED, USER.password, DIGEST],
    ['2026-03-05T02:05:32.123Z', '湖北口令', 'gHGAW1bFs+JNsHPbzyJlsNWu//I='],
  ])('of %s and %s is the one that Python and OpenSSL have', (created, password, digest) => {
    expect(passwordDigest(new Uint8Array(Buffer.from(NONCE, 'base64')), created, password)).toBe(digest)
  })
})

describe('a username token that comes', () => {
  it('takes what the soap client makes, with and without its Timestamp', async () => {
    for (const hasTimeStamp of [true, false]) {
      const security = new WSSecurity(USER.username, USER.password, { passwordType: 'PasswordDigest', hasTimeStamp })
      expect(await askWith(security.toXML(), rulesAt(Date.now()))).toEqual({ kind: 'user', username: USER.username })
    }
  })

  it('is taken by each password that holds, and by no other, whoever is named', async () => {
    const of = (username: string, password: string) =>
      askWith(new WSSecurity(username, password, { passwordType: 'PasswordDigest' }).toXML(), rulesAt(Date.now()))
    expect(await of(USER.username, 'oldPassword0000')).toMatchObject({ kind: 'user' })
    const wrong = await of(USER.username, 'demoPassword0002')
    expect(wrong).toMatchObject({ kind: 'refused', reason: 'signature-wrong', code: 'FailedAuthentication' })
    expect(await of('nobody', USER.password)).toEqual(wrong)
    const { rules } = rulesAt(Date.now())
    const empty = new WSSecurity(USER.username, '', { passwordType: 'PasswordDigest' }).toXML()
    expect(await checkSecurity(headerOf(empty), { ...rules, passwords: async () => [''] })).toEqual(wrong)
  })

  it('is taken once, however late in its time or under whatever name it comes again', async () => {
    const own = rulesAt(AT - WINDOW)
    const rules: WssRules = { ...own.rules, passwords: async () => [USER.password] }
    const ask = (block: string) => checkSecurity(headerOf(block), rules)
    expect(await ask(blockOf(tokenOf()))).toMatchObject({ kind: 'user' })
    expect(await ask(blockOf(tokenOf()))).toMatchObject({ reason: 'replayed', code: 'FailedAuthentication' })
    const renamed = tokenOf({ username: '<wsse:Username>another</wsse:Username>' })
    expect(await ask(blockOf(renamed))).toMatchObject({ reason: 'replayed' })
    own.clock.advance(2 * WINDOW)
    expect(await ask(blockOf(tokenOf()))).toMatchObject({ reason: 'replayed' })
    own.clock.advance(1)
    expect(await ask(blockOf(tokenOf()))).toMatchObject({ reason: 'stale' })
  })

  it('uses up no nonce while its digest is wrong', async () => {
    const own = rulesAt(AT)
    const forged = tokenOf({ password: TOKEN.password.replace(DIGEST, DIGEST.replace('K', 'L')) })
    expect(await askWith(blockOf(forged), own)).toMatchObject({ reason: 'signature-wrong' })
    expect(own.kept.size).toBe(0)
    expect(await askWith(blockOf(tokenOf()), own)).toMatchObject({ kind: 'user' })
  })

  it.each([
    [-WINDOW, 'user'],
    [WINDOW, 'user'],
    [-WINDOW - 1, 'refused'],
    [WINDOW + 1, 'refused'],
  ])('%i ms from its Created is %s', async (ms, kind) => {
    expect(await askWith(blockOf(tokenOf()), rulesAt(AT + ms))).toMatchObject({ kind })
  })

  it('is refused once the Timestamp beside it has expired', async () => {
    const until = (time: string) => `<wsu:Timestamp><wsu:Expires>${time}</wsu:Expires></wsu:Timestamp>`
    expect(await askWith(blockOf(tokenOf() + until('2026-03-05T02:05:33Z')))).toMatchObject({ kind: 'user' })
    const ended = await askWith(blockOf(tokenOf() + until('2026-03-05T10:05:32+08:00')))
    expect(ended).toMatchObject({ reason: 'stale', code: 'MessageExpired' })
    expect(await askWith(blockOf(tokenOf() + until('soon')))).toMatchObject({ reason: 'malformed' })
  })

  const ODD: [what: string, block: string, code: string][] = [
    ['no Security', '', 'InvalidSecurity'],
    ['none for us', blockOf(tokenOf(), ' soapenv:actor="http://example.cn/other"'), 'InvalidSecurity'],
    ['none of the standard’s', blockOf(tokenOf()).replaceAll(WSSE, 'http://example.cn/wsse'), 'InvalidSecurity'],
    ['two for us', blockOf(tokenOf()) + blockOf(tokenOf()), 'InvalidSecurity'],
    ['two tokens', blockOf(tokenOf() + tokenOf()), 'InvalidSecurity'],
    ['an empty one', blockOf(''), 'InvalidSecurity'],
    ['two names', blockOf(tokenOf({ username: TOKEN.username + TOKEN.username })), 'InvalidSecurity'],
    ['no name', blockOf(tokenOf({ username: '' })), 'InvalidSecurity'],
    ['no nonce', blockOf(tokenOf({ nonce: '' })), 'InvalidSecurity'],
    ['a nonce that is no Base64', blockOf(tokenOf({ nonce: '<wsse:Nonce>8PH</wsse:Nonce>' })), 'InvalidSecurity'],
    ['a huge nonce', blockOf(tokenOf({ nonce: `<wsse:Nonce>${'AAAA'.repeat(22)}</wsse:Nonce>` })), 'InvalidSecurity'],
    ['no time', blockOf(tokenOf({ created: '' })), 'InvalidSecurity'],
    ['a time of no zone', blockOf(tokenOf({ created: TOKEN.created.replace('Z', '') })), 'InvalidSecurity'],
    ['elements in a text', blockOf(tokenOf({ created: TOKEN.created.replace('Z<', 'Z<wsu:x/><') })), 'InvalidSecurity'],
    [
      'a password in the clear',
      blockOf(tokenOf({ password: TOKEN.password.replace('Digest"', 'Text"') })),
      'Unsupported',
    ],
    ['a password of no type', blockOf(tokenOf({ password: '<wsse:Password>x</wsse:Password>' })), 'Unsupported'],
    ['a nonce written otherwise', blockOf(tokenOf({ nonce: TOKEN.nonce.replace('#Base64', '#Hex') })), 'Unsupported'],
    [
      'a signature besides',
      blockOf(`${tokenOf()}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>`),
      'Unsupported',
    ],
  ]
  it.each(ODD)('is refused with %s, and told why in Chinese', async (_, block, code) => {
    const refused = await askWith(block)
    expect(refused).toMatchObject({ kind: 'refused', code: expect.stringContaining(code) as string })
    expect(refused).toMatchObject({ message: expect.stringMatching(/wsse:.*请贵方/) as string })
    expect(JSON.stringify(refused)).not.toContain(DIGEST)
  })

  it('is taken with the actor next, and with the nonce’s encoding left out', async () => {
    const next = ' soapenv:actor="http://schemas.xmlsoap.org/soap/actor/next"'
    const bare = tokenOf({ nonce: TOKEN.nonce.replace(/ EncodingType="[^"]*"/, '') })
    expect(await askWith(blockOf(bare, next))).toMatchObject({ kind: 'user' })
  })
})

describe('a username token that we write', () => {
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }

  it('holds the digest that Node makes of its own nonce and time, and no password', () => {
    const written = writeUsernameToken(USER, createFakeClock(AT), random)
    const textOf = (name: string) => new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(written)?.[1] ?? ''
    const hash = createHash('sha1').update(Buffer.from(textOf('wsse:Nonce'), 'base64'))
    expect(Buffer.from(textOf('wsse:Nonce'), 'base64')).toHaveLength(16)
    expect(textOf('wsu:Created')).toBe('2026-03-05T02:05:32.000Z')
    expect(textOf('wsse:Password')).toBe(hash.update(`2026-03-05T02:05:32.000Z${USER.password}`).digest('base64'))
    expect(written).not.toContain(USER.password)
  })

  it('is fresh every time, must be understood, and is taken', async () => {
    const own = rulesAt(AT)
    for (let time = 0; time < 2; time += 1) {
      const header = headerOf(writeUsernameToken(USER, own.clock, random))
      expect(header?.children[0]?.attributes).toContainEqual(
        expect.objectContaining({ name: 'mustUnderstand', value: '1' }),
      )
      expect(await checkSecurity(header, own.rules)).toEqual({ kind: 'user', username: USER.username })
    }
  })
})
