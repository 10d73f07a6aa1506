import { checkValue, type FieldRule } from './field-rules.ts'
import { type Fields, fieldOf, type WireError } from './package.ts'

/** Collects what relations between fields are broken. */
export interface RelationCheck {
  readonly value: (name: string) => string
  /** -931 for each of the names that has no value */
  require(names: string, when?: boolean): void
  /** -932 for each of the names that has one */
  forbid(names: string, when?: boolean): void
  /** -934 unless it holds */
  relate(field: string, holds: boolean, message: string): void
  report(field: string, code: string, message: string): void
}

export type Relations = (check: RelationCheck) => void

function createRelationCheck(fields: Fields, errors: WireError[]): RelationCheck {
  const value = (name: string) => fieldOf(fields, name)
  const report = (field: string, code: string, message: string) => void errors.push({ field, code, message })
  return {
    value,
    report,
    require(names, when = true) {
      for (const name of names.split(' ')) if (when && value(name) === '') report(name, '-931', '必填项缺失')
    },
    forbid(names, when = true) {
      for (const name of names.split(' ')) if (when && value(name) !== '') report(name, '-932', '此情形不得出现')
    },
    relate(field, holds, message) {
      if (!holds) report(field, '-934', message)
    },
  }
}

function checkNames(fields: Fields, rules: readonly FieldRule[]): WireError[] {
  const order = rules.map(({ name }) => name)
  let last = -1
  return fields.flatMap(([field]) => {
    const index = order.indexOf(field)
    if (index < 0) return [{ field, code: '-932', message: '字段不收' }]
    const late = index <= last
    last = Math.max(last, index)
    return late ? [{ field, code: '-933', message: '字段重复或次序不符' }] : []
  })
}

/** Everything wrong with a record, in the order of its fields: names, order, forms, and the relations between them. */
export function checkRecord(fields: Fields, rules: readonly FieldRule[], relations: Relations = () => {}): WireError[] {
  const present = new Map(fields)
  const errors = rules.flatMap((rule) => {
    const value = present.get(rule.name)
    if (value !== undefined) return checkValue(rule, value) ?? []
    return rule.need === 'M' ? [{ field: rule.name, code: '-931', message: '必填项缺失' }] : []
  })
  errors.push(...checkNames(fields, rules))
  relations(createRelationCheck(fields, errors))
  const place = ({ field }: WireError) => {
    const index = rules.findIndex(({ name }) => name === field)
    return index < 0 ? rules.length : index
  }
  return errors
    .filter((error, at) => errors.findIndex(({ field, code }) => field === error.field && code === error.code) === at)
    .sort((first, second) => place(first) - place(second))
}
