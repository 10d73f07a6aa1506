import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { subjectOf } from '../../core/definitions/subjects.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every definition file of the project by its path from the root: `config/**.yaml`, `regions/**.yaml` and their golden pairs. */
export function readDefinitionFiles(): Record<string, string> {
  const files: Record<string, string> = {}
  for (const folder of ['config', 'regions']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      if (entry.isFile() && subjectOf(path) !== null) files[path] = readFileSync(join(root, path), 'utf8')
    }
  }
  return files
}
