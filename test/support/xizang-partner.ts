import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CsvPackageOptions, readOptions } from '../../adapters/file-drop/options.ts'
import { readKeyText } from '../../core/key-text.ts'
import type { OutboundMessage } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { openFolderDrop } from '../../runtime/node/folder-drop.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { projectDefinitions } from './definitions.ts'
import { NO_LINKS } from './no-links.ts'

/** The samples of the region's document, as files. */
export const XIZANG_VECTORS = new URL('../regions/vectors/540000/', import.meta.url).pathname
export const XIZANG_PACKAGE = '510107-540000-20260302-0001-SQ'

/** A moment of the document's first sample, before its receipt. */
export const XIZANG_NOW = Date.parse('2026-03-02T09:30:00+08:00')

const definitions = projectDefinitions()
const region = definitions.regions.find(({ code }) => code === '540000')

export function xizangOptions(): CsvPackageOptions {
  const read = readOptions(region?.options)
  if (!read.ok || read.value.dialect !== 'csv-package') throw new Error('no options')
  return read.value
}

/** 西藏 as its adapter sees it over a folder; it knows the files of the document's samples. */
export function xizangPartner(folder: string): Partner<CsvPackageOptions> {
  const seen = new Set<string>()
  const files = join(XIZANG_VECTORS, XIZANG_PACKAGE, 'files')
  const known = new Map(
    readdirSync(files).map((name) => {
      const bytes = new Uint8Array(readFileSync(join(files, name)))
      return [createHash('sha256').update(bytes).digest('hex'), bytes] as const
    }),
  )
  return {
    region: '540000',
    options: xizangOptions(),
    home: definitions.home,
    links: { ...NO_LINKS, drop: () => openFolderDrop(folder, '.part') },
    keyring: { secret: async (name: string) => readKeyText(GATEWAY_KEYS[name] ?? '') },
    clock: { now: () => XIZANG_NOW },
    blobs: { read: async (sha256: string) => known.get(sha256) ?? null },
    nonces: { first: async (nonce: string) => !seen.has(nonce) && Boolean(seen.add(nonce)) },
  } as unknown as Partner<CsvPackageOptions>
}

/** The application of a golden pair as a delivery sends it. */
export function xizangApplication(matter: string, pair = 'normal'): OutboundMessage {
  const path = new URL(`../../regions/540000-xizang/pairs/${matter}-${pair}.json`, import.meta.url)
  const { input, materials } = JSON.parse(readFileSync(path, 'utf8'))
  const mapped = region?.mappings.get(matter)?.mapForm('apply', input, materials, { report: false })
  if (!mapped || mapped.faults.length > 0) throw new Error(JSON.stringify(mapped?.faults))
  return {
    id: '0195f3c2-0000-7000-8000-000000000001',
    kind: 'apply',
    matter,
    caseNo: input.case.no,
    partnerCaseNo: null,
    seq: 1,
    caseCreatedAt: XIZANG_NOW,
    tree: mapped.tree,
    files: mapped.files,
    memo: {},
  }
}
