import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkForm } from '../../core/form/check-form.ts'
import { completeForm } from '../../core/form/complete-form.ts'
import { type Json, type JsonObject, pathSteps } from '../../core/json.ts'
import type { Matter } from '../../core/matter.ts'
import { codes, matterNamed } from './definitions.ts'
import { m01Form } from './samples/m01.ts'
import { m02Form } from './samples/m02.ts'
import { m03Form } from './samples/m03.ts'
import { m04Form } from './samples/m04.ts'
import { m07Form, m07Materials } from './samples/m07.ts'
import { m10Form } from './samples/m10.ts'
import { SAMPLE_TODAY } from './samples/sample.ts'

const forms: Readonly<Record<string, () => JsonObject>> = {
  M02: m02Form,
  M07: m07Form,
  M01: m01Form,
  M03: m03Form,
  M04: m04Form,
  M10: m10Form,
}
const matters = Object.keys(forms).map(matterNamed) as [Matter, Matter, ...Matter[]]

const check = (matter: Matter, form: Json) =>
  checkForm({ matter, codes, form: form as JsonObject, materials: [], mode: '1', today: SAMPLE_TODAY })

describe('any JSON as a form', () => {
  const paths = [...new Set(matters.flatMap(({ fields }) => fields.map(({ path }) => path)))]

  it('is answered, never thrown at, in Chinese and with what to do', () => {
    fc.assert(
      fc.property(fc.constantFrom(...matters), fc.jsonValue({ maxDepth: 6 }), (matter, form) => {
        for (const fault of check(matter, form as Json)) {
          expect(fault.message).toMatch(/[\u4e00-\u9fff]/)
          expect(fault.fix).toMatch(/[\u4e00-\u9fff]/)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('may hold anything at a known path', () => {
    fc.assert(
      fc.property(fc.constantFrom(...matters), fc.constantFrom(...paths), fc.jsonValue(), (matter, path, value) => {
        const form = forms[matter.id]?.() ?? {}
        place(form, path, value as Json)
        completeForm(matter, form)
        for (const fault of check(matter, form)) {
          expect(fault.message).toMatch(/[\u4e00-\u9fff]/)
          expect(fault.fix).toMatch(/[\u4e00-\u9fff]/)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('may have keys that reach for prototypes', () => {
    const form = JSON.parse(
      '{"__proto__":{"a":1},"constructor":{"prototype":1},"applicant":{"__proto__":1,"toString":"x"}}',
    )
    const faults = check(matters[1], form).filter(({ code }) => code === 'unexpected')
    expect(faults.map(({ path }) => path)).toEqual([
      '__proto__',
      'constructor',
      'applicant.__proto__',
      'applicant.toString',
    ])
  })

  it('that nests a hundred thousand deep is one fault', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(check(matters[0], { remark: deep })).toMatchObject([{ path: 'form', code: 'too-large' }])
    expect(() => completeForm(matters[1], { person: { name: deep } })).not.toThrow()
  })

  it('that holds ten thousand keys is one fault', () => {
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]))
    expect(check(matters[0], wide)).toMatchObject([{ path: 'form', code: 'too-large' }])
  })
})

describe('a sentence about a fault', () => {
  it('repeats at most a little of a key or code, and nothing invisible', () => {
    const key = `${'长'.repeat(500)}\u202e`
    const [fault] = check(matters[1], { [key]: 1 }).filter(({ code }) => code === 'unexpected')
    expect(fault?.path.length).toBeLessThan(40)
    expect(fault?.message).not.toContain('\u202e')
  })

  it('repeats no identity or phone number', () => {
    const wrong = { 'person.idNo': '510107190001010018', 'person.mobile': '12812345678', 'bank.account': '62 22 0000' }
    const faults = checkForm({
      matter: matters[1],
      codes,
      form: m07Form(wrong),
      materials: m07Materials(),
      mode: '1',
      today: SAMPLE_TODAY,
    })
    expect(faults.length).toBeGreaterThan(2)
    for (const value of Object.values(wrong)) expect(JSON.stringify(faults)).not.toContain(value)
  })
})

/** Puts a value at a path, into the first element of every list on it. */
function place(form: JsonObject, path: string, value: Json): void {
  let node: Json = form
  const steps = pathSteps(path.replaceAll('[]', '[0]'))
  steps.forEach((step, index) => {
    const holder = node as Record<string | number, Json>
    if (index === steps.length - 1) holder[step] = value
    else {
      holder[step] ??= typeof steps[index + 1] === 'number' ? [] : {}
      node = holder[step]
    }
  })
}
