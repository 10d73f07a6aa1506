import { isObject, type Json, type JsonObject } from '../../core/json.ts'

/** The steps of a JSON Pointer (RFC 6901); null where it is none, or would reach a prototype. */
export function pointerSteps(pointer: string): string[] | null {
  if (!pointer.startsWith('/') || pointer.length > 200) return null
  const steps = pointer.slice(1).split('/')
  if (steps.some((step) => /~(?![01])/.test(step) || step === '')) return null
  const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.some((name) => name === '__proto__' || name === 'constructor' || name === 'prototype') ? null : names
}

/** The pointer of these steps. */
export function pointerOf(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** A pointer as a dotted path (`/form/a/0/b` → `form.a[0].b`); '' where it is no pointer. */
export function fromPointer(pointer: string): string {
  const steps = pointerSteps(pointer) ?? []
  return steps
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

/** The value at these steps, or undefined where they leave the tree. */
export function valueAtSteps(tree: Json | undefined, steps: readonly string[]): Json | undefined {
  let value = tree
  for (const step of steps) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? value[Number(step)] : undefined
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
    if (value === undefined) return undefined
  }
  return value
}

/** Puts a value at these steps, or takes it away (undefined); false where the place above is not there. */
export function putAtSteps(tree: JsonObject, steps: readonly string[], value: Json | undefined): boolean {
  const above = valueAtSteps(tree, steps.slice(0, -1))
  const last = steps.at(-1) ?? ''
  if (Array.isArray(above)) {
    const index = Number(last)
    if (!/^\d+$/.test(last) || index > above.length) return false
    if (value === undefined) above.splice(index, 1)
    else above[index] = value
    return true
  }
  if (!isObject(above)) return false
  if (value === undefined) delete above[last]
  else above[last] = value
  return true
}
