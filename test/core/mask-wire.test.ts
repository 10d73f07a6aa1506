import { describe, expect, it } from 'vitest'
import { maskWire, personalTexts } from '../../core/mask-wire.ts'
import { projectDefinitions } from '../support/definitions.ts'

const matter = projectDefinitions().matters.find(({ id }) => id === 'M07')
const form = {
  applicant: {
    name: '次仁',
    idType: '111',
    idNo: '510107190001010017',
    birthDate: '1900-01-01',
    mobile: '13800000001',
    address: { division: '510107', detail: '示例路1号' },
  },
  filing: { category: '2' },
  remark: '家住三楼',
}
const materials = [{ slot: 'MT001', file: { name: '次仁的身份证.pdf' } }]
const personal = personalTexts({ form, materials: materials as never, clerk: '李工' }, matter)
const masked = (text: string) => maskWire(text, personal)

describe('a message shown to somebody who need not know whom it is about', () => {
  it('keeps structure, codes and numbers, and shows of persons first letters and ends only', () => {
    const text = JSON.stringify({ form, no: 'WH2603020001', clerk: '李工', file: '次仁的身份证.pdf' })
    const shown = JSON.parse(masked(text))
    expect(shown).toEqual({
      form: {
        applicant: {
          name: '次*',
          idType: '111',
          idNo: '510***********0017',
          birthDate: '1*******01',
          mobile: '138****0001',
          address: { division: '510107', detail: '示****' },
        },
        filing: { category: '2' },
        remark: '家***',
      },
      no: 'WH2603020001',
      clerk: '李*',
      file: '次*********',
    })
  })

  it.each([
    ['in a form', encodeURIComponent('次仁')],
    ['in JSON of ASCII', '\\u6b21\\u4ec1'],
    ['in JSON of ASCII in capitals', '\\u6B21\\u4EC1'],
    ['as a day without dashes', '19000101'],
    ['in Base64', Buffer.from('{"xm":"次仁","zjhm":"510107190001010017"}').toString('base64')],
    ['in Base64 of GB18030', 'eyJ4bSI6IrTOyMoiLCJ6amhtIjoiNTEwMTA3MTkwMDAxMDEwMDE3In0='],
  ])('finds what is written %s', (_, written) => {
    expect(masked(`a=${written}&b=2`)).not.toContain(written)
    expect(masked(`a=${written}&b=2`)).toMatch(/^a=.*&b=2$/)
  })

  it('hides numbers of persons that no form has, and leaves times, ids and case numbers alone', () => {
    expect(masked('110101199003078515')).toBe('110***********8515')
    expect(masked('call 13912345678 now')).toBe('call 139****5678 now')
    for (const text of ['1772414100000', '51010720260302000001', '019539aa-7c11-7abc-9d02-13812345678a', '510107'])
      expect(masked(text), text).toBe(text)
  })

  it('leaves ciphertext as it is', () => {
    const bytes = Buffer.from(Array.from({ length: 60 }, (_, index) => (index * 197 + 200) % 256)).toString('base64')
    expect(masked(bytes)).toBe(bytes)
  })
})
