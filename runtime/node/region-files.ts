import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GatewayError } from '../../core/gateway-error.ts'

/** A region's folder: `regions/130000-hebei`, its files by their path below it, golden pairs among them. */
export interface RegionFolder {
  readonly folder: string
  readonly files: Readonly<Record<string, string>>
}

const regionsRoot = fileURLToPath(new URL('../../regions', import.meta.url))

/** Reads one region's folder from disk: YAML and `pairs/*.json`. */
export function readRegionFolder(path: string): RegionFolder {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /^[\w.-]+\.yaml$|^pairs\/[\w.-]+\.json$/.test(name))
    .sort()
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]))
  return { folder: `regions/${basename(path)}`, files }
}

/** The folders of the regions below `root`, the project's own where it is left out; a folder with a region.yaml is a region itself. */
export function readRegionFolders(root: string = regionsRoot): RegionFolder[] {
  if (!existsSync(root)) throw new GatewayError('not-found', `没有文件夹 ${relative(process.cwd(), root) || root}`)
  if (existsSync(join(root, 'region.yaml'))) return [readRegionFolder(root)]
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'region.yaml')))
    .map(({ name }) => name)
    .sort()
  if (folders.length === 0) throw new GatewayError('not-found', `${root} 里没有地区(含 region.yaml 的文件夹)`)
  return folders.map((name) => readRegionFolder(join(root, name)))
}

/** The folder of one region: by its code among the project's own, or a path. */
export function findRegionFolder(wanted: string): RegionFolder {
  if (existsSync(join(wanted, 'region.yaml'))) return readRegionFolder(wanted)
  const found = readRegionFolders().find(({ folder }) => basename(folder).startsWith(wanted))
  if (!/^\d{6}$/.test(wanted) || !found)
    throw new GatewayError('region-unknown', `没有编号为 ${wanted} 的地区,也没有这个文件夹`)
  return found
}
