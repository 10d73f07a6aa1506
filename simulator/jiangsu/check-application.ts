import { checkColumns, checkTogether, hasAgent } from './check-columns.ts'
import { checkFiles, countFiles } from './check-files.ts'
import { checkForm } from './check-form.ts'
import { isProblem, type Problem, readDocument, restoreRare, textIn } from './documents.ts'
import type { Matter } from './matters.ts'
import { type Row, textOf } from './rows.ts'

const MB = 1024 * 1024

/** Everything that is wrong with a row of inf_apply that was summed rightly. */
export function checkApplication(row: Row, matter: Matter, now: number): Problem[] {
  const form = readDocument(row['form'] as Buffer, 'F', MB)
  if (isProblem(form)) return [form]
  const files = readDocument(row['stuff'] as Buffer, 'STUFFS', 20 * MB)
  if (isProblem(files)) return [files]
  const rare = restoreRare(form)
  if (rare) return [rare]
  const beside = { isPerson: textOf(row, 'applicant_type') === '1', hasAgent: hasAgent(row) }
  const lookUp = (name: string) => (name === 'AGENT' ? (beside.hasAgent ? '1' : '0') : textIn(form, name))
  return [
    ...checkColumns(row, matter, now),
    ...checkForm(form, matter, beside),
    ...checkFiles(files, matter, lookUp),
    ...checkTogether(row, matter, form, files, countFiles(files)),
  ]
}
