import { isBlank } from '../condition.ts'
import { isObject, type JsonObject } from '../json.ts'
import { MOST_ELEMENTS } from '../list-path.ts'
import { compileAccess, readAt, writeAt } from './path-access.ts'
import type { Absent, MappingSet } from './rule.ts'

type Close = (tree: JsonObject) => void

/** Compiles the closing of groups in which all is blank, however the region writes a group without anything. */
export function compileBlankGroups({ emptyGroups, absent }: Pick<MappingSet, 'emptyGroups' | 'absent'>): Close {
  const closings = emptyGroups.map((path) => compileClosing(path.split('[].'), absent))
  return (tree) => {
    for (const close of closings) close(tree)
  }
}

/** The group that the last of the names is, in each element of the lists that those before it are. */
function compileClosing([name = '', ...inside]: readonly string[], absent: Absent): Close {
  const access = compileAccess(name)
  if (inside.length === 0)
    return (tree) => {
      const value = readAt(access, tree)
      if (value !== undefined && !Array.isArray(value) && isBlank(value))
        writeAt(access, tree, absent === 'null' ? null : {})
    }
  const close = compileClosing(inside, absent)
  return (tree) => {
    const elements = readAt(access, tree)
    if (!Array.isArray(elements)) return
    const count = Math.min(elements.length, MOST_ELEMENTS)
    for (let index = 0; index < count; index += 1) {
      const element = elements[index]
      if (isObject(element)) close(element)
    }
  }
}
