import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkForm } from '../../core/form/check-form.ts'
import { completeForm } from '../../core/form/complete-form.ts'
import { toJsonSchema } from '../../core/form/json-schema.ts'
import { warnForm } from '../../core/form/warn-form.ts'
import type { JsonObject } from '../../core/json.ts'
import { meetsConditional } from './conditional-schema.ts'
import { codes, matterNamed } from './definitions.ts'
import { m01Samples } from './samples/m01.ts'
import { m03Samples } from './samples/m03.ts'
import { m04Samples } from './samples/m04.ts'
import { m05Samples } from './samples/m05.ts'
import { m06Samples } from './samples/m06.ts'
import { m08Samples } from './samples/m08.ts'
import { m09Samples } from './samples/m09.ts'
import { m10Samples } from './samples/m10.ts'
import { SAMPLE_TODAY } from './samples/sample.ts'

const samples = [
  ...m01Samples(),
  ...m03Samples(),
  ...m04Samples(),
  ...m05Samples(),
  ...m06Samples(),
  ...m08Samples(),
  ...m09Samples(),
  ...m10Samples(),
]

describe('the samples', () => {
  it('hold what breaks careless writers', () => {
    const text = JSON.stringify(samples.map(({ form }) => form))
    for (const mark of ['𠅤', '·', ']]>', '长期', '-02-29', '"1900', '&amp;']) expect(text).toContain(mark)
  })
})

describe.each(samples)('the sample of $matter, $name', ({ matter: id, mode, form, materials }) => {
  const matter = matterNamed(id)

  it('has no fault', () => {
    expect(checkForm({ matter, codes, form, materials, mode, today: SAMPLE_TODAY })).toEqual([])
  })

  it('is complete: completing it changes nothing but what follows from the rest', () => {
    const completed = completeForm(matter, form)
    expect(checkForm({ matter, codes, form: completed, materials, mode, today: SAMPLE_TODAY })).toEqual([])
    expect(completed).toMatchObject(form)
  })

  it('is accepted by the matter’s JSON Schema', () => {
    const { allOf = [], ...structure } = toJsonSchema(matter, codes)
    const schema = z.fromJSONSchema(structure as Parameters<typeof z.fromJSONSchema>[0])
    const read = schema.safeParse(form)
    expect(read.success ? [] : read.error.issues).toEqual([])
    expect((allOf as JsonObject[]).filter((one) => !meetsConditional(one, form))).toEqual([])
  })

  it('can be warned about without a throw', () => {
    for (const { message } of warnForm({ matter, codes, form, mode, today: SAMPLE_TODAY })) {
      expect(message).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})
