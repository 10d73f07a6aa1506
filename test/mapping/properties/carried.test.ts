import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBlank } from '../../../core/condition.ts'
import { type JsonObject, valueAt } from '../../../core/json.ts'
import { shapeOf } from '../../../core/list-path.ts'
import type { Mapping } from '../../../core/mapping/compile.ts'
import type { Matter } from '../../../core/matter.ts'
import { formOf, mappings, onTheWire, TIMES } from './random-form.ts'

type Mapped = ReturnType<Mapping['mapForm']>

/** Whether the path, or something in its elements, is among these. */
function touches(paths: ReadonlySet<string>, path: string): boolean {
  return [...paths].some((one) => one === path || one.startsWith(`${path}[`))
}

/** Paths that the report says come back exactly: every rule that took them says so, and none had a fault. */
function exactPaths(mapping: Mapping, form: JsonObject, { loss, faults }: Mapped): string[] {
  const lossy = new Set(loss.filter((entry) => entry.kind === 'dropped' || entry.class > 'L1').map(({ path }) => path))
  const faulty = new Set(faults.map(({ path }) => path))
  const paths = new Set(loss.map(({ path }) => path))
  return [...paths].filter(
    (path) =>
      path !== '' &&
      !path.startsWith('materials.') &&
      !touches(lossy, path) &&
      !touches(faulty, path) &&
      !isBlank(valueAt(form, path)) &&
      mapping.treePath(path) !== null,
  )
}

/** Values that were given and of which the report says nothing. */
function untold({ fields }: Matter, form: JsonObject, { loss }: Mapped): string[] {
  const told = new Set(loss.map(({ path }) => path))
  return fields
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('case.') && !isBlank(valueAt(form, path)))
    .filter((path) => {
      // of a list of plain values the list itself is told
      const whole = path.replace(/\[\]$/, '')
      return ![...told].some((one) => one === whole || one.startsWith(`${whole}.`) || one.startsWith(`${whole}[`))
    })
}

/** What was sent though the mapping does not list it. */
function unlisted(listed: readonly string[], { loss }: Mapped): string[] {
  const paths = loss.filter(({ kind, path }) => kind !== 'dropped' && path !== '').map(({ path }) => shapeOf(path))
  return paths.filter(
    (path) => !listed.some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}[]`)),
  )
}

describe.each(mappings)('$title', ({ mapping, matter }) => {
  it('gives back every value of which its report says that it is carried exactly, reports every value, and sends nothing but what it lists', () => {
    const listed = mapping.fields()
    const seen = new Set<string>()
    fc.assert(
      fc.property(formOf(matter), (form) => {
        const mapped = mapping.mapForm('apply', form, [], { report: true })
        expect(untold(matter, form, mapped)).toEqual([])
        expect(unlisted(listed, mapped)).toEqual([])
        const read = mapping.readForm(onTheWire(mapped.tree))
        const back = { ...read.form, ...read.context }
        const exact = exactPaths(mapping, form, mapped)
        for (const path of exact) seen.add(path)
        const pairs = (tree: JsonObject) => exact.map((path) => [path, valueAt(tree, path)])
        expect(pairs(back)).toEqual(pairs(form))
      }),
      { numRuns: 150 * TIMES },
    )
    // the property must not hold for want of values
    expect(seen.size).toBeGreaterThan(20)
  })
})
