import type { Operation } from '../scope.ts'
import { anyValue, conditionOnValues, flag } from './arguments.ts'
import { VALUE_OPERATIONS } from './values.ts'

/** The elements of a list have rules of their own (see `compiled-rules.ts`); the list itself is carried as it is. */
const list: Operation = {
  ...VALUE_OPERATIONS.copy,
  args: { item: anyValue, one: flag, where: conditionOnValues, readWhere: conditionOnValues },
  needs: ['item'],
}

/** Operations on lists of groups. */
export const LIST_OPERATIONS = { list }
