import { isObject, type Json } from '../../json.ts'
import { type Carried, Noted, type Operation, Problem } from '../scope.ts'
import { anyValue, conditionOnValues, flag, listAndKey, someText, wholeNumber } from './arguments.ts'
import { VALUE_OPERATIONS } from './values.ts'

/** The elements of a list have rules of their own (see `compiled-rules.ts`); the list itself is carried as it is. */
const list: Operation = {
  ...VALUE_OPERATIONS.copy,
  args: {
    item: anyValue,
    one: flag,
    where: conditionOnValues,
    readWhere: conditionOnValues,
    nth: wholeNumber,
    after: wholeNumber,
    beside: flag,
    text: someText,
    by: someText,
    sorted: flag,
    spread: listAndKey,
    most: wholeNumber,
  },
  needs: ['item'],
}

/** Lists of plain values, element by element; without `by` the region has a list too, with `member` one of groups that hold the value under that name; `instead` stands for `by` inside an element. `named` finds the operation of the elements. */
export function eachOperation(named: (name: string) => Operation | undefined): Operation {
  return {
    args: {
      do: { ok: (value) => isObject(value) && typeof value['op'] === 'string', want: '{ op, … }' },
      by: someText,
      sorted: flag,
      member: someText,
      instead: someText,
    },
    needs: ['do'],
    source: true,
    make({ do: inner, by: between, sorted, member, instead }, from) {
      const { op, ...args } = inner as { op: string; [name: string]: Json }
      const operator = named(op)?.make(args, from)
      if (!operator) throw new Error(`no operation ${op}`)
      const by = between === undefined ? null : String(between)
      const name = member === undefined ? null : String(member)
      const { backward } = operator
      return {
        loss: operator.loss,
        lossOf: (value) =>
          isChanged(value, sorted === true, instead === undefined ? null : by) ? 'L2' : operator.loss,
        takesGroups: true,
        forward: (value, scope) => {
          const given = Array.isArray(value) ? value : []
          const elements = sorted === true ? inOrder(given) : given
          const carried = collect(elements, (element) => operator.forward(element, scope))
          if (carried instanceof Problem) return carried
          if (name !== null) return carried.map((element) => ({ [name]: element }))
          return by === null ? carried : join(carried, by, instead)
        },
        backward:
          backward === null
            ? null
            : (value, scope, out, path) => {
                const elements = name === null ? partsOf(value, by) : membersOf(value, name)
                if (elements.some((element) => typeof element === 'object')) return NO_TEXTS
                return collect(elements, (element) => {
                  const read = backward(element, scope, out, path)
                  return read instanceof Noted ? read.value : read
                })
              },
      }
    },
  }
}

const NO_TEXTS = new Problem('format', '应为单个的值', '请按接口文档填写')

/** What the groups hold under the name; a group without it, or no group, stays as it is and is no text. */
function membersOf(value: Json, name: string): readonly Json[] {
  return [value].flat().map((element) => (isObject(element) ? (element[name] ?? element) : [element]))
}

function partsOf(value: Json, by: string | null): readonly Json[] {
  if (Array.isArray(value)) return value
  return by === null || typeof value !== 'string' ? [value] : value.split(by)
}

function inOrder(elements: readonly Json[]): Json[] {
  return elements.toSorted((a, b) => (String(a) < String(b) ? -1 : 1))
}

function isInOrder(elements: readonly Json[]): boolean {
  return elements.every((element, index) => index === 0 || String(elements[index - 1]) <= String(element))
}

/** Whether the list comes back otherwise: in another order, or with something else for the separator inside its elements. */
function isChanged(value: Json, sorted: boolean, by: string | null): boolean {
  if (!Array.isArray(value)) return false
  return (sorted && !isInOrder(value)) || (by !== null && value.some((element) => String(element).includes(by)))
}

function join(words: readonly Json[], by: string, instead: Json | undefined): Carried {
  if (instead !== undefined) return words.map((word) => String(word).replaceAll(by, String(instead))).join(by)
  return words.some((word) => String(word).includes(by))
    ? new Problem('format', `里不得有“${by}”`, `请去掉“${by}”`)
    : words.join(by)
}

function collect(elements: readonly Json[], convert: (element: Json) => Carried): Json[] | Problem {
  const converted = elements.map(convert)
  const problem = converted.find((value) => value instanceof Problem)
  return problem ?? converted.filter((value): value is Json => value !== undefined && !(value instanceof Problem))
}

/** Operations on lists of groups. */
export const LIST_OPERATIONS = { list }
