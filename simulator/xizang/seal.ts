import { createHash, randomBytes } from 'node:crypto'

/** SM3 (GB/T 32905), lower-case hex. */
export const sm3 = (bytes: Uint8Array | string): string => createHash('sm3').update(bytes).digest('hex')

const hex = (text: string): bigint => BigInt(`0x${text}`)
/** GB/T 32918.5: the recommended curve. */
const P = hex('fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff')
const A = P - 3n
const B = hex('28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93')
const N = hex('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
const G: Point = {
  x: hex('32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7'),
  y: hex('bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0'),
}
const USER = '1234567812345678'

interface Point {
  readonly x: bigint
  readonly y: bigint
}

const mod = (value: bigint, by: bigint): bigint => ((value % by) + by) % by

function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [mod(value, by), by, 1n, 0n]
  while (a > 1n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y]
  return mod(x, by)
}

/** x/z² and y/z³ (Jacobian coordinates): one division at the end instead of one at each step; z = 0 is the point at infinity. */
type Projected = readonly [x: bigint, y: bigint, z: bigint]

const INFINITE: Projected = [1n, 1n, 0n]

function double([x, y, z]: Projected): Projected {
  const square = mod(y * y, P)
  const s = mod(4n * x * square, P)
  const m = mod(3n * x * x + A * z ** 4n, P)
  const reached = mod(m * m - 2n * s, P)
  return [reached, mod(m * (s - reached) - 8n * square * square, P), mod(2n * y * z, P)]
}

function add(one: Projected, other: Projected): Projected {
  if (one[2] === 0n) return other
  if (other[2] === 0n) return one
  const [z1, z2] = [mod(one[2] ** 2n, P), mod(other[2] ** 2n, P)]
  const [u1, s1] = [mod(one[0] * z2, P), mod(one[1] * z2 * other[2], P)]
  const h = mod(other[0] * z1 - u1, P)
  const r = mod(other[1] * z1 * one[2] - s1, P)
  if (h === 0n) return r === 0n ? double(one) : INFINITE
  const [square, cube] = [mod(h * h, P), mod(h ** 3n, P)]
  const x = mod(r * r - cube - 2n * u1 * square, P)
  return [x, mod(r * (u1 * square - x) - s1 * cube, P), mod(h * one[2] * other[2], P)]
}

function times(scalar: bigint, { x, y }: Point): Projected {
  let sum = INFINITE
  let power: Projected = [x, y, 1n]
  for (let left = scalar; left > 0n; left >>= 1n) {
    if (left & 1n) sum = add(sum, power)
    power = double(power)
  }
  return sum
}

function toPoint([x, y, z]: Projected): Point | null {
  if (z === 0n) return null
  const by = inverse(z, P)
  return { x: mod(x * by * by, P), y: mod(y * by ** 3n, P) }
}

const wide = (value: bigint): string => value.toString(16).padStart(64, '0')

/** e = SM3(Z ‖ bytes) for the key of a public point (§2.2). */
function digest(bytes: Uint8Array, { x, y }: Point): bigint {
  const curve = [A, B, G.x, G.y, x, y].map(wide).join('')
  const z = sm3(Buffer.concat([Buffer.from('0080', 'hex'), Buffer.from(USER), Buffer.from(curve, 'hex')]))
  return hex(sm3(Buffer.concat([Buffer.from(z, 'hex'), bytes])))
}

/** r‖s in Base64 (88 characters) by a private scalar in hex. */
export function signSm2(bytes: Uint8Array, privateKey: string, k = hex(randomBytes(32).toString('hex'))): string {
  const d = hex(privateKey)
  const point = toPoint(times(d, G))
  const random = mod(k, N - 1n) + (k < N - 1n ? 0n : 1n)
  const reached = toPoint(times(random, G))
  if (!point || !reached) return signSm2(bytes, privateKey)
  const r = mod(digest(bytes, point) + reached.x, N)
  const s = mod(inverse(1n + d, N) * (random - r * d), N)
  if (r === 0n || s === 0n || r + random === N) return signSm2(bytes, privateKey)
  return Buffer.from(wide(r) + wide(s), 'hex').toString('base64')
}

/** Whether such a text is the signature of a public key (`04`‖X‖Y in hex) over the bytes. */
export function verifySm2(bytes: Uint8Array, text: string, publicKey: string): boolean {
  if (!/^[A-Za-z0-9+/]{86}==$/.test(text)) return false
  const raw = Buffer.from(text, 'base64').toString('hex')
  const [r, s] = [hex(raw.slice(0, 64)), hex(raw.slice(64))]
  const t = mod(r + s, N)
  if (r <= 0n || r >= N || s <= 0n || s >= N || t === 0n) return false
  const point = { x: hex(publicKey.slice(2, 66)), y: hex(publicKey.slice(66)) }
  const reached = toPoint(add(times(s, G), times(t, point)))
  return reached !== null && mod(digest(bytes, point) + reached.x, N) === r
}

/** The demonstration keys of §2.2. */
export const KEYS = {
  own: '2f6b8d1a3c5e7f90b1d3f5a79c8e6d4b2a1f3e5c7d9b8a60f4e2d0c8b6a49382',
  theirs:
    '045909a2038002da8313cdb02e4185bbd530af06de213f5a87f89f31ba01c6ba189a9fba7b71cb55b3b65877fcd6d3eed1414a5dbd1d83aecfad8291fa126a82e1',
} as const
