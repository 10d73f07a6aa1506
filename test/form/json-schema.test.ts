import { describe, expect, it } from 'vitest'
import { toJsonSchema } from '../../core/form/json-schema.ts'
import { valueAt } from '../../core/json.ts'
import { codes, matterNamed } from './definitions.ts'

const schema = toJsonSchema(matterNamed('M07'), codes)

describe('the JSON Schema of a matter', () => {
  it('is of 2020-12 and lets no unknown key in', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: '跨省异地就医直接结算备案',
      additionalProperties: false,
    })
    expect(valueAt(schema, 'properties.person.additionalProperties')).toBe(false)
  })

  it('requires the groups and fields that are always required, and no others', () => {
    expect(schema['required']).toEqual(expect.arrayContaining(['applicant', 'person', 'filing']))
    expect(schema['required']).not.toContain('agent')
    expect(valueAt(schema, 'properties.filing.required')).toEqual(['category', 'from'])
  })

  it('gives codes with their words, and names tables too long to spell out', () => {
    expect(valueAt(schema, 'properties.filing.properties.category.oneOf[0]')).toEqual({
      const: '1',
      title: '异地安置退休',
    })
    expect(valueAt(schema, 'properties.case.properties.handlingDivision.pattern')).toBe('^\\d{12}$')
  })

  it('says when a field is required by condition', () => {
    const category = {
      properties: { filing: { properties: { category: { enum: ['4', '9'] } }, required: ['category'] } },
      required: ['filing'],
    }
    expect(schema['allOf']).toContainEqual({
      anyOf: [
        { not: { allOf: [category] } },
        { properties: { filing: { properties: { to: {} }, required: ['to'] } }, required: ['filing'] },
      ],
    })
  })

  it('bounds numbers and texts', () => {
    const m02 = toJsonSchema(matterNamed('M02'), codes)
    expect(valueAt(m02, 'properties.reissue.properties.duplicates')).toMatchObject({
      type: 'integer',
      minimum: 0,
      maximum: 10,
    })
    expect(valueAt(m02, 'properties.entity.properties.name.maxLength')).toBe(120)
  })
})
