import type { Json } from '../../core/json.ts'

/** Why an answer is none that names another case. */
export const OF_ANOTHER = '对方的应答写着别的办件编号,不能当作这一件的回执'

/** Whether an answer names a case and that is none of these; a blank names none. */
export function namesAnother(named: Json | undefined, numbers: readonly (Json | undefined)[]): boolean {
  return typeof named === 'string' && named !== '' && !numbers.includes(named)
}
