import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Json, type JsonObject, putAt } from '../../../core/json.ts'
import { formOf, mappings, onTheWire, TIMES } from './random-form.ts'

describe.each(mappings)('$title', ({ mapping, matter }) => {
  it('reads any JSON without a throw, and always a status', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (tree) => {
        mapping.readForm(tree as JsonObject)
        mapping.mapForm('apply', tree as JsonObject, [])
        expect(typeof mapping.readProgress(tree as JsonObject).progress.status).toBe('string')
      }),
      { numRuns: 200 * TIMES },
    )
  })
  it('reads a tree of its own with anything put anywhere', () => {
    const paths = mapping.fields().flatMap((path) => mapping.treePath(path) ?? [])
    fc.assert(
      fc.property(formOf(matter), fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (form, path, value) => {
        const tree = onTheWire(mapping.mapForm('apply', form, []).tree)
        putAt(tree, path, value as Json)
        for (const fault of mapping.readForm(tree).faults) expect(fault.message).toMatch(/[\u4e00-\u9fff]/)
        mapping.mapForm('apply', { ...form, [path.split('.')[0] ?? '']: value as Json }, [])
      }),
      { numRuns: 150 * TIMES },
    )
  })
})
