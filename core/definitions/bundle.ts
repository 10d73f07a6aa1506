import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { publicKeyOfSeed, signEd25519, verifyEd25519 } from '../ed25519.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { canonicalJson, type JsonObject } from '../json.ts'
import { toTime } from '../time.ts'
import { readVersion, saveDraft } from './publish.ts'
import { digestOf } from './subjects.ts'

/** Name of our 32-byte Ed25519 seed in the keyring: what we export is signed with it. */
const OWN_KEY = 'bundle-seed'
/** Name of the public keys whose bundles we import: 32 bytes each, one after another. */
const TRUSTED_KEYS = 'bundle-trust'

const contentShape = z.strictObject({
  format: z.literal('tongban-bundle/1'),
  exportedAt: z.string().max(40),
  exportedBy: z.string().max(200),
  subjects: z
    .array(
      z.strictObject({
        subject: z.string().regex(/^(config|\d{6})$/),
        number: z.int().positive(),
        digest: z.string().length(64),
        note: z.string().max(1_000),
        files: z.record(z.string().max(200), z.string().max(2_000_000)),
      }),
    )
    .min(1)
    .max(100),
})
const bundleShape = z.strictObject({
  content: contentShape,
  /** hex */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Ed25519 over the canonical JSON of `content`, hex */
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})

export type Bundle = z.infer<typeof bundleShape>

/** The versions in force of these subjects (all, where none is named) as one file that another gateway can import, signed with our key. */
export async function exportBundle(gateway: Gateway, wanted: readonly string[], by: string): Promise<Bundle> {
  const seed = await gateway.keyring.secret(OWN_KEY)
  if (seed?.length !== 32)
    throw new GatewayError('key-missing', `密钥库里没有 32 字节的 ${OWN_KEY}:用 tongban key set ${OWN_KEY} --hex 存入`)
  const inForce = await gateway.store.definitions.inForce()
  const missing = wanted.filter((subject) => !inForce.some((one) => one.subject === subject))
  if (missing.length > 0) throw new GatewayError('not-found', `没有在用的定义:${missing.join('、')}`)
  const chosen = inForce.filter(({ subject }) => wanted.length === 0 || wanted.includes(subject))
  const subjects = await Promise.all(
    chosen.map(async ({ subject, number, digest }) => {
      const { version, texts } = await readVersion(gateway, subject, number)
      return { subject, number, digest, note: version.note, files: texts }
    }),
  )
  const content = {
    format: 'tongban-bundle/1' as const,
    exportedAt: toTime(gateway.clock.now()),
    exportedBy: by,
    subjects,
  }
  const signature = await signEd25519(seed, bytesOf(content))
  return { content, publicKey: bytesToHex(await publicKeyOfSeed(seed)), signature: bytesToHex(signature) }
}

/** Keeps a bundle's versions as drafts of who imports it, after its signature by a trusted key was verified; each is then checked, approved and activated like any other. */
export async function importBundle(
  gateway: Gateway,
  raw: unknown,
  actor: string,
): Promise<readonly { subject: string; number: number }[]> {
  const read = bundleShape.safeParse(raw)
  if (!read.success) throw new GatewayError('definition-invalid', '不是通办网关的定义包,或格式不对')
  const { content, publicKey, signature } = read.data
  const trusted = bytesToHex((await gateway.keyring.secret(TRUSTED_KEYS)) ?? new Uint8Array())
  const isTrusted = Array.from({ length: trusted.length / 64 }, (_, index) =>
    trusted.slice(index * 64, index * 64 + 64),
  )
  if (!isTrusted.includes(publicKey))
    throw new GatewayError('definition-invalid', `定义包由不受信任的公钥 ${publicKey.slice(0, 16)}… 签名`, [
      {
        path: 'publicKey',
        code: 'signature',
        message: '签名的公钥不受信任',
        fix: `核实来源后,把公钥加入密钥 ${TRUSTED_KEYS}`,
      },
    ])
  if (!(await verifyEd25519(hexToBytes(publicKey), bytesOf(content), hexToBytes(signature))))
    throw new GatewayError('definition-invalid', '定义包的签名不对:内容在途中被改动过', [
      { path: 'signature', code: 'signature', message: '签名与内容不符', fix: '请向发出方重新索取' },
    ])
  const altered = content.subjects.filter(({ digest, files }) => digestOf(files) !== digest)
  if (altered.length > 0)
    throw new GatewayError('definition-invalid', `定义包里 ${altered[0]?.subject} 的摘要与文件不符`)
  const kept: { subject: string; number: number }[] = []
  for (const { subject, number, note, files } of content.subjects) {
    const words = `导入(公钥 ${publicKey.slice(0, 16)}…):${content.exportedBy} ${content.exportedAt} 的第 ${number} 版${note ? `(${note})` : ''}`
    const draft = await saveDraft(gateway, subject, { files, note: words, author: actor })
    kept.push({ subject, number: draft.number })
  }
  return kept
}

function bytesOf(content: Bundle['content']): Uint8Array {
  return utf8ToBytes(canonicalJson(content as unknown as JsonObject))
}
