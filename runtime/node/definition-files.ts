import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { subjectOf } from '../../core/definitions/subjects.ts'

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Every definition file by its path from `root` (the project's own where it is left out): `config/**.yaml`, `regions/**.yaml` and their golden pairs. */
export function readDefinitionFiles(root: string = projectRoot): Record<string, string> {
  const files: Record<string, string> = {}
  for (const folder of ['config', 'regions']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      if (entry.isFile() && subjectOf(path) !== null) files[path] = readFileSync(join(root, path), 'utf8')
    }
  }
  return files
}
