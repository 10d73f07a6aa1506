import { bytesToHex } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { fromBase64 } from '../../../core/base64.ts'
import { NO_SEAL, type Seal, worstSeal } from '../../../core/documents/seal.ts'
import { readZip } from '../archive/read-zip.ts'
import { SM3 } from '../cms/object-identifiers.ts'
import { readXml, type XmlElement } from '../codec/xml.ts'
import { checkCmsSeal, nobodys, type Trust } from './cms-seal.ts'
import { checkSes } from './ses.ts'

/* Signatures in OFD (GB/T 33190, its chapter on signatures): a list of files with their digests, and a value over that list. */

const LIMITS = {
  maxEntries: 2_000,
  maxEntryBytes: 30 * 1024 * 1024,
  maxTotalBytes: 100 * 1024 * 1024,
  names: /^(?!\/)[\w./@+ -]{1,200}$/,
}
const XML_LIMITS = { maxBytes: 2 * 1024 * 1024, maxDepth: 32, maxElements: 20_000 }
const MOST_SIGNATURES = 20

type Files = ReadonlyMap<string, Uint8Array>

/** What the signatures in an OFD package say of it: every one must hold, and together they must name every file but their own. */
export async function checkOfd(bytes: Uint8Array, trust: Trust): Promise<Seal> {
  const entries = await readZip(bytes, LIMITS)
  if (typeof entries === 'string') return nobodys('unread')
  const files: Files = new Map(entries.map(({ name, bytes: content }) => [name, content]))
  const main = xmlAt(files, 'OFD.xml')
  if (!main) return nobodys('unread')
  const lists = descendants(main, 'Signatures').map(({ text }) => resolve('', text))
  if (lists.length === 0) return NO_SEAL
  const paths = lists.flatMap((list) => signaturePaths(files, list))
  if (paths.length === 0)
    return [...files.keys()].some((name) => name.endsWith('Signature.xml')) ? nobodys('unread') : NO_SEAL
  if (paths.length > MOST_SIGNATURES || paths.includes('')) return nobodys('unread')
  const found = await Promise.all(paths.map((path) => checkSignature(files, path, trust)))
  const worst = worstSeal(found.map(({ seal }) => seal))
  const own = new Set([...lists, ...found.flatMap(({ own: files }) => files)])
  const named = new Set(found.flatMap(({ named: files }) => files))
  const isWhole = [...files.keys()].every((name) => own.has(name) || named.has(name))
  return worst.state === 'valid' && !isWhole ? { ...worst, state: 'appended' } : worst
}

interface Found {
  readonly seal: Seal
  /** files whose digests it holds, and those that the signature itself is made of */
  readonly named: readonly string[]
  readonly own: readonly string[]
}

/** Where each signature of a list is described; '' where it is not said. */
function signaturePaths(files: Files, list: string): string[] {
  const root = xmlAt(files, list)
  if (!root) return ['']
  return descendants(root, 'Signature').map((one) => {
    const at = one.attributes.find(({ name }) => name === 'BaseLoc')?.value ?? ''
    return at === '' ? '' : resolve(list, at)
  })
}

async function checkSignature(files: Files, path: string, trust: Trust): Promise<Found> {
  const description = files.get(path)
  const root = xmlAt(files, path)
  const references = root ? descendants(root, 'References')[0] : undefined
  const valuePath = root ? resolve(path, descendants(root, 'SignedValue')[0]?.text ?? '') : ''
  const value = files.get(valuePath)
  const sealPath = root
    ? descendants(root, 'Seal')
        .flatMap((seal) => descendants(seal, 'BaseLoc'))
        .map(({ text }) => resolve(path, text))
    : []
  const own = [path, valuePath, ...sealPath]
  if (!description || !root || !references || !value) return { seal: nobodys('unread'), named: [], own }
  const method = references.attributes.find(({ name }) => name === 'CheckMethod')?.value
  const listed = descendants(references, 'Reference').map((one) => ({
    name: resolve(path, one.attributes.find(({ name }) => name === 'FileRef')?.value ?? ''),
    digest: descendants(one, 'CheckValue')[0]?.text.replaceAll(/\s/g, '') ?? '',
  }))
  const named = listed.map(({ name }) => name)
  if (method !== SM3) return { seal: nobodys('unsupported'), named, own }
  const ses = await checkSes(value, description, trust)
  const seal = ses ?? (await checkCmsSeal(value, description, trust))
  const holds = listed.every(({ name, digest }) => isDigestOf(files.get(name), digest))
  // a list that nobody signed says nothing of the files
  return { seal: !holds && seal.state !== 'forged' ? { ...seal, state: 'changed' } : seal, named, own }
}

function isDigestOf(bytes: Uint8Array | undefined, digest: string): boolean {
  const told = fromBase64(digest)
  return bytes !== undefined && told?.length === 32 && bytesToHex(told) === sm3(bytes)
}

function xmlAt(files: Files, path: string): XmlElement | null {
  const bytes = files.get(path)
  const read = bytes ? readXml(bytes, XML_LIMITS) : 'malformed'
  return typeof read === 'string' ? null : read
}

function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)])
}

/** A place as the package names its files: from the root where it begins with `/`, else from the folder of whoever names it. */
function resolve(from: string, to: string): string {
  const path = to.trim()
  if (path.startsWith('/')) return path.slice(1)
  const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/') + 1) : ''
  return folder + path
}
