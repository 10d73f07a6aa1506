import type { OperationName } from '../rule.ts'
import type { Operation } from '../scope.ts'
import { ADDRESS_OPERATIONS } from './addresses.ts'
import { anyValue } from './arguments.ts'
import { CODE_OPERATIONS } from './codes.ts'
import { DATE_OPERATIONS } from './dates.ts'
import { FILE_OPERATIONS } from './files.ts'
import { REFERENCE_OPERATIONS } from './references.ts'
import { VALUE_OPERATIONS } from './values.ts'

/** The elements of a list have rules of their own; the list itself is carried as it is. */
const list: Operation = { ...VALUE_OPERATIONS.copy, args: { item: anyValue }, needs: ['item'] }

/** Every operation a rule may name: what it takes, how it goes forward and back, and what is lost. */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  ...VALUE_OPERATIONS,
  ...CODE_OPERATIONS,
  ...DATE_OPERATIONS,
  ...ADDRESS_OPERATIONS,
  ...FILE_OPERATIONS,
  ...REFERENCE_OPERATIONS,
  list,
}

/** The operation of that name; only names of the registry itself count. */
export function operationNamed(name: string): Operation | undefined {
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined
}
