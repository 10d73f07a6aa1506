import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { type Calendar, readCalendar } from '../../core/clock/calendar.ts'
import { readStages, type StagePlan } from '../../core/clock/stages.ts'
import type { Checked } from '../../core/fault.ts'
import { type Codes, readCodeTables } from '../../core/form/codes.ts'
import { readMatter } from '../../core/form/read-matter.ts'
import type { Matter } from '../../core/matter.ts'

const config = fileURLToPath(new URL('../../config/', import.meta.url))

/** A definition file of the project, parsed. */
export function definitionFile(path: string): unknown {
  return load(readFileSync(`${config}${path}`, 'utf8'))
}

/** The project's own code tables. */
export const codes: Codes = required(
  readCodeTables(
    Object.fromEntries(readdirSync(`${config}codes`).map((file) => [file, definitionFile(`codes/${file}`)])),
  ),
)

/** The project's own calendar and stages. */
export const calendar: Calendar = required(readCalendar(definitionFile('calendar.yaml')))
export const stages: StagePlan = required(readStages(definitionFile('stages.yaml')))

/** One of the project's own matters. */
export function matterNamed(id: string): Matter {
  return required(readMatter(definitionFile(`matters/${id}.yaml`), codes))
}

function required<T>(read: Checked<T>): T {
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return read.value
}
