import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { type Json, valueAt } from '../json.ts'
import type { Ask } from '../mapping/overlay.ts'
import type { Field } from '../matter.ts'
import { checkValue } from './check-field.ts'
import type { FormToCheck } from './check-form.ts'
import { clip, toFault } from './field-fault.ts'
import { createWalk } from './form-walk.ts'

/** What is wrong with the fields that only a region has (`extra.*`), judged as the matter's own are: by their type, their choices and their rules. Whether one is missing the mapping says. */
export function checkAsks(given: FormToCheck, asks: readonly Ask[]): Fault[] {
  const walk = createWalk(given)
  return asks.flatMap((ask) => {
    const value = ask.path.startsWith('extra.') ? valueAt(given.form, ask.path) : undefined
    if (isBlank(value)) return []
    if (ask.type === 'code') return checkChoice(ask, value as Json)
    // a measure may be typed as a number where the region keeps it as a text
    if (ask.type === 'text' && typeof value === 'number') return []
    return checkValue(walk, ask as Field, value as Json)
  })
}

function checkChoice(ask: Ask, value: Json): Fault[] {
  const { options } = ask
  if (options === undefined || (typeof value === 'string' && Object.hasOwn(options, value))) return []
  const shown = typeof value === 'string' ? `“${clip(value)}”` : '填的值'
  const choices = clip(Object.values(options).join('、'))
  return [toFault(ask, { code: 'code', message: `没有${shown}这一项`, fix: `请从列表中选择：${choices}` })]
}
