import { describe, expect, it } from 'vitest'
import { sampleMapping } from './sample-region.ts'

describe('one field for a mobile number or a landline', () => {
  const both = sampleMapping(
    '- { to: tel, from: [rep.mobile, rep.phone], op: telephone, landline: rep.phone }',
    'materials: []',
  )
  const mobileOnly = sampleMapping('- { to: tel, from: applicant.mobile, op: telephone }', 'materials: []')

  it('goes out as whichever is there, the mobile number first', () => {
    const write = (rep: { mobile?: string; phone?: string }) => both.mapForm('apply', { rep }, []).tree
    expect(write({ mobile: '13800000001', phone: '028-85000001' })).toEqual({ tel: '13800000001' })
    expect(write({ phone: '028-85000001' })).toEqual({ tel: '028-85000001' })
  })

  it('comes back to where its shape says', () => {
    expect(both.readForm({ tel: '13800000001' }).form).toEqual({ rep: { mobile: '13800000001' } })
    expect(both.readForm({ tel: '028-85000001' }).form).toEqual({ rep: { phone: '028-85000001' } })
  })

  it('is left to staff where we know a mobile number alone and a landline comes', () => {
    const read = mobileOnly.readForm({ tel: '028-85000001' })
    expect([read.form, read.faults]).toEqual([{}, []])
    expect(read.loss).toMatchObject([{ path: 'applicant.mobile', to: 'tel', class: 'L3' }])
    expect(mobileOnly.readForm({ tel: '13800000001' }).loss).toEqual([])
  })
})
