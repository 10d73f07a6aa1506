import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { WorkbenchFile, WorkbenchFiles } from '../../api/workbench.ts'

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}
/** These are packed already. */
const PACKED = new Set(['.png', '.ico', '.woff', '.woff2'])
/** A step below the best: a tenth of its time for a few bytes in a hundred more. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

const pack = {
  br: (bytes: Uint8Array) => promisify(brotliCompress)(bytes, QUALITY),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
} as const

/** The workbench as Vite built it into a folder. Files are read and packed when they are first asked for and then kept: their names change with their content. */
export function openWorkbenchFiles(folder: string): WorkbenchFiles {
  const kept = new Map<string, Promise<WorkbenchFile | null>>()
  return {
    page: () => readFile(join(folder, 'index.html'), 'utf8').catch(() => null),
    async file(path, acceptEncoding) {
      const mediaType = MEDIA_TYPES[extname(path)]
      if (mediaType === undefined || !/^(\/[\w-][\w.-]*)+$/.test(path)) return null
      const coding = PACKED.has(extname(path)) ? null : codingOf(acceptEncoding)
      const key = `${coding ?? ''} ${path}`
      const known = kept.get(key)
      if (known) return known
      const read = readPacked(join(folder, path), mediaType, coding)
      if (!path.startsWith('/assets/')) return read
      kept.set(key, read)
      // what is not there may be built later
      if ((await read) === null) kept.delete(key)
      return read
    },
  }
}

async function readPacked(
  path: string,
  mediaType: string,
  coding: WorkbenchFile['coding'],
): Promise<WorkbenchFile | null> {
  const bytes = await readFile(path).catch(() => null)
  if (bytes === null) return null
  return { bytes: coding === null ? bytes : await pack[coding](bytes), mediaType, coding }
}

function codingOf(acceptEncoding: string): WorkbenchFile['coding'] {
  const taken = acceptEncoding
    .split(',')
    .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
    .map((one) => one.split(';')[0]?.trim())
  return (['br', 'gzip'] as const).find((coding) => taken.includes(coding)) ?? null
}
