import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson } from '../json.ts'

/** What is versioned as a whole: `config` (home, codes, matters), or a region by its code. */
export type SubjectName = string

/** The files of one subject by their path from the project's root. */
export interface SubjectFiles {
  readonly subject: SubjectName
  readonly files: Readonly<Record<string, string>>
}

/** The subject that a file belongs to; null for a file that is no definition. */
export function subjectOf(path: string): SubjectName | null {
  if (/^config\/([\w-]+\/)?[\w.-]+\.yaml$/.test(path)) return 'config'
  return /^regions\/(\d{6})-[\w-]+\/([\w.-]+\.yaml|pairs\/[\w.-]+\.json)$/.exec(path)?.[1] ?? null
}

/** Splits definition files by subject, `config` first, regions by ascending code. */
export function splitSubjects(files: Readonly<Record<string, string>>): SubjectFiles[] {
  const subjects = new Map<string, Record<string, string>>([['config', {}]])
  for (const path of Object.keys(files).sort()) {
    const subject = subjectOf(path)
    if (subject === null) continue
    const own = subjects.get(subject) ?? {}
    own[path] = files[path] ?? ''
    subjects.set(subject, own)
  }
  return [...subjects].map(([subject, own]) => ({ subject, files: own }))
}

/** SHA-256 hex of the YAML files: what runs, golden pairs aside. */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const running = Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.yaml')))
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(running))))
}

/** Texts by the SHA-256 of each, and the paths that name them. */
export function addressTexts(files: Readonly<Record<string, string>>): {
  readonly paths: Readonly<Record<string, string>>
  readonly texts: Readonly<Record<string, string>>
} {
  const addressed = Object.entries(files).map(
    ([path, text]) => [path, bytesToHex(sha256(utf8ToBytes(text))), text] as const,
  )
  return {
    paths: Object.fromEntries(addressed.map(([path, address]) => [path, address])),
    texts: Object.fromEntries(addressed.map(([, address, text]) => [address, text])),
  }
}

/** A region's folder (`regions/130000-hebei`) and its files by their path below it. */
export function regionFolderOf(files: Readonly<Record<string, string>>): {
  readonly folder: string
  readonly files: Readonly<Record<string, string>>
} {
  const folder = Object.keys(files)[0]?.split('/').slice(0, 2).join('/') ?? ''
  const own = Object.entries(files).map(([path, text]) => [path.slice(folder.length + 1), text])
  return { folder, files: Object.fromEntries(own) }
}
