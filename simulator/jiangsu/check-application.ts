import { besideOf } from './beside.ts'
import { checkColumns, checkTogether } from './check-columns.ts'
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
  const beside = besideOf(row, form)
  const lookUp = (name: string) => beside[name] ?? textIn(form, name)
  return [
    ...checkColumns(row, matter, now),
    ...checkForm(form, matter, beside, textOf(row, 'apply_date').slice(0, 10)),
    ...checkFiles(files, matter, lookUp),
    ...checkTogether(row, matter, form, files, countFiles(files)),
  ]
}
