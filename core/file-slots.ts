import { isObject, type Json, type JsonObject } from './json.ts'
import type { FileSlot } from './message.ts'

/** Whether a value of a mapped tree is a place that only the adapter can fill. */
export function isFileSlot(value: Json | undefined): value is FileSlot {
  return isObject(value) && isObject(value['$file']) && typeof value['as'] === 'string'
}

/** A copy of the tree with every file slot replaced by what `fill` gives; order of keys is kept. */
export function fillFileSlots(tree: JsonObject, fill: (slot: FileSlot) => Json): JsonObject {
  const walk = (value: Json): Json => {
    if (isFileSlot(value)) return fill(value)
    if (Array.isArray(value)) return value.map(walk)
    if (!isObject(value)) return value
    const copy: JsonObject = {}
    for (const key of Object.keys(value)) copy[key] = walk(value[key] as Json)
    return copy
  }
  return walk(tree) as JsonObject
}

/** Every slot of a tree, one for each file and material. */
export function listFileSlots(tree: JsonObject): FileSlot[] {
  const slots = new Map<string, FileSlot>()
  fillFileSlots(tree, (slot) => {
    const key = `${slot.$file.id}/${slot.$file.material}`
    if (slot.$file.material !== '') slots.set(key, slot)
    return ''
  })
  return [...slots.values()]
}
