import { useEffect, useRef } from 'react'
import type { ServedMatter } from '../../parts/matter.ts'
import { today } from '../../parts/time.ts'
import { isNothing, type Values, valueAt, withValue } from '../../parts/values.ts'

const DISTRICT_DIGITS = 6

/** Puts in what the matter suggests, once for each field and only where nothing stands: whoever takes it out again is not contradicted. */
export function useSuggestions(
  matter: ServedMatter | undefined,
  form: Values,
  fill: (values: Values, over: boolean) => void,
): void {
  const done = useRef({ matter: '', paths: new Set<string>() })
  useEffect(() => {
    if (!matter) return
    if (done.current.matter !== matter.id) done.current = { matter: matter.id, paths: new Set() }
    const { paths } = done.current
    let values: Values = {}
    for (const { path, suggest } of matter.fields) {
      const value = suggest === undefined || paths.has(path) ? '' : meant(suggest, form)
      if (value === '') continue
      paths.add(path)
      if (isNothing(valueAt(form, path))) values = withValue(values, path, value)
    }
    if (!isNothing(values)) fill(values, false)
  }, [matter, form, fill])
}

/** '' where what it is taken from is not there yet. */
function meant(suggest: string, form: Values): string {
  if (suggest === 'today') return today()
  if (suggest === 'handling') return String(valueAt(form, 'case.handlingDivision') ?? '').slice(0, DISTRICT_DIGITS)
  return suggest
}
