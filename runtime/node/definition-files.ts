import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every definition file of the project by its path from the root: `config/**.yaml`, `regions/**.yaml`. */
export function readDefinitionFiles(): Record<string, string> {
  const files: Record<string, string> = {}
  for (const folder of ['config', 'regions']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue
      const path = join(entry.parentPath, entry.name)
      files[relative(root, path)] = readFileSync(path, 'utf8')
    }
  }
  return files
}
