import type { OperationName } from '../rule.ts'
import type { Operation } from '../scope.ts'
import { ADDRESS_OPERATIONS } from './addresses.ts'
import { AMOUNT_OPERATIONS } from './amounts.ts'
import { CODE_OPERATIONS } from './codes.ts'
import { DATE_OPERATIONS } from './dates.ts'
import { FILE_OPERATIONS } from './files.ts'
import { eachOperation, LIST_OPERATIONS } from './lists.ts'
import { MARK_OPERATIONS } from './marks.ts'
import { REFERENCE_OPERATIONS } from './references.ts'
import { SHARE_OPERATIONS } from './shares.ts'
import { STANDARD_OPERATIONS } from './standards.ts'
import { TEXT_OPERATIONS } from './texts.ts'
import { VALUE_OPERATIONS } from './values.ts'

/** Every operation a rule may name: what it takes, how it goes forward and back, and what is lost. */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  ...VALUE_OPERATIONS,
  ...AMOUNT_OPERATIONS,
  ...CODE_OPERATIONS,
  ...DATE_OPERATIONS,
  ...ADDRESS_OPERATIONS,
  ...FILE_OPERATIONS,
  ...REFERENCE_OPERATIONS,
  ...TEXT_OPERATIONS,
  ...MARK_OPERATIONS,
  ...STANDARD_OPERATIONS,
  ...SHARE_OPERATIONS,
  ...LIST_OPERATIONS,
  each: eachOperation(operationNamed),
}

/** The operation of that name; only names of the registry itself count. */
export function operationNamed(name: string): Operation | undefined {
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined
}
