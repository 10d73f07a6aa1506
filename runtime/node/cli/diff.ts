import { diffDefinitions } from '../../../core/definitions/diff.ts'
import type { Json } from '../../../core/json.ts'
import { findRegionFolder } from '../region-files.ts'
import { colour, print } from './print.ts'

/** What differs between two regions' folders (codes or paths), value by value; exit code 1 where something does. */
export function diffCommand(before: string, after: string, options: { json?: boolean }): number {
  const [old, fresh] = [findRegionFolder(before), findRegionFolder(after)]
  const differences = diffDefinitions(old.files, fresh.files)
  print(options.json, differences, () => {
    for (const { file, kind, changes } of differences) {
      const word = { added: '新增', removed: '删去', changed: '改动' }[kind]
      process.stdout.write(`${word} ${file}\n`)
      for (const change of changes) {
        process.stdout.write(`  ${change.path}\n`)
        if (change.before !== undefined) process.stdout.write(colour('red', `    - ${words(change.before)}\n`))
        if (change.after !== undefined) process.stdout.write(colour('green', `    + ${words(change.after)}\n`))
      }
    }
    if (differences.length === 0) process.stdout.write('没有差别\n')
  })
  return differences.length > 0 ? 1 : 0
}

function words(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
