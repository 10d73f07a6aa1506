import { readVersion } from './definitions/publish.ts'
import { readYaml } from './definitions/yaml-source.ts'
import type { Gateway } from './gateway.ts'
import { isObject, type Json } from './json.ts'
import type { CertificateFacts } from './signature.ts'
import { DAY_MS } from './time.ts'

/** A secret by its name, never by its content: which region's definition names it, where, and whether the keyring has it. */
export interface KeyFacts {
  readonly name: string
  readonly region: string
  /** path in region.yaml */
  readonly place: string
  readonly stored: boolean
}

/** A certificate that a region's definition, or a secret of the keyring, holds. */
export interface ListedCertificate extends CertificateFacts {
  readonly region: string
  readonly place: string
  /** whole days until its end; negative once it is over */
  readonly daysLeft: number
}

/** Members of `options` and `tls` whose values name secrets, as the protocols call them; or every member of a group of keys. */
const NAMES_A_KEY =
  /(^|\.)(key|keys|secret|secretKey|privateKey|reverseSecret|appKey|sm4|password)(\[\d+\])?$|\.(keys|rowKeys)\.\w+(\[\d+\])?$/
const KEY_NAME = /^[a-z0-9]+(-[a-z0-9]+)+$/

/** The secrets and certificates that the regions in force need, region by region. */
export async function listKeys(
  gateway: Gateway,
): Promise<{ readonly keys: readonly KeyFacts[]; readonly certificates: readonly ListedCertificate[] }> {
  const keys: KeyFacts[] = []
  const certificates: ListedCertificate[] = []
  const add = (region: string, place: string, text: string) => {
    for (const facts of gateway.signatures.certificatesIn(text)) {
      const daysLeft = Math.floor((facts.notAfter - gateway.clock.now()) / DAY_MS)
      certificates.push({ ...facts, region, place, daysLeft })
    }
  }
  for (const { subject, number } of await gateway.store.definitions.inForce()) {
    if (subject === 'config') continue
    for (const [place, value] of leavesOf(await settingsOf(gateway, subject, number))) {
      add(subject, place, value)
      if (!KEY_NAME.test(value) || !(place.startsWith('tls.') || place.startsWith('options.'))) continue
      const secret = await gateway.keyring.secret(value).catch(() => null)
      if (secret === null && !NAMES_A_KEY.test(place)) continue
      keys.push({ name: value, region: subject, place, stored: secret !== null })
      // a key store in PEM may hold the certificate beside the key
      if (secret !== null) add(subject, `${place} → ${value}`, new TextDecoder().decode(secret))
    }
  }
  return { keys, certificates: certificates.toSorted((one, other) => one.notAfter - other.notAfter) }
}

async function settingsOf(gateway: Gateway, subject: string, number: number): Promise<Json> {
  const { texts } = await readVersion(gateway, subject, number)
  const path = Object.keys(texts).find((one) => one.endsWith('/region.yaml'))
  const read = path === undefined ? null : readYaml(path, texts[path] ?? '')
  return read?.ok ? read.value.value : {}
}

function* leavesOf(value: Json, path = ''): Generator<[place: string, value: string]> {
  if (typeof value === 'string') yield [path, value]
  else if (Array.isArray(value))
    for (const [index, element] of value.entries()) yield* leavesOf(element, `${path}[${index}]`)
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value))
      if (inner !== undefined) yield* leavesOf(inner, path === '' ? key : `${path}.${key}`)
}
