import { afterEach, describe, expect, it } from 'vitest'
import { checkCase, matterOf } from '../../simulator/chongqing/check-case.ts'
import { type Json, setAt } from '../../simulator/chongqing/json.ts'
import { MATTERS, type PUSHED } from '../../simulator/chongqing/matters.ts'
import { HANDLED_THERE } from '../../simulator/chongqing/side.ts'
import * as stage from '../../simulator/chongqing/testing/stage.ts'

afterEach(stage.closeAll)

describe('重庆’s rules of a matter', () => {
  it.each<[(typeof PUSHED)[number], string, Json, string]>([
    ['M01', '/form/company/fullName', '成都示例有限公司', '/form/company/fullName conflict'],
    ['M01', '/form/company/kind', 'jsc', '/form/company/kind conflict'],
    ['M01', '/form/company/kind', 'llc', '/form/shareholders conflict'],
    ['M01', '/form/company/addr/codes', ['500000000000', '500107000000'], '/form/company/addr/codes conflict'],
    ['M01', '/form/shareholders/0/ratioPct', '99.99', '/form/shareholders/0/ratioPct conflict'],
    ['M01', '/form/shareholders/0/dueDate', '2099-01-01', '/form/shareholders/0/dueDate conflict'],
    ['M01', '/form/officers/0/position', 'manager', '/form/officers conflict'],
    ['M03', '/form/site/addr/codes', ['500000000000', '500107000000'], '/form/site/addr/codes conflict'],
    ['M03', '/form/business/items/0/flags', ['cream'], '/form/business/items/0/flags conflict'],
    ['M05', '/form/photoFileId', 'f_00000000', '/form/photoFileId conflict'],
    ['M09', '/certType', '05', '/certType conflict'],
    ['M09', '/form/migrants/0/certNo', '510107190001010018', '/form/migrants/0/certNo checksum'],
  ])('%s with a wrong %s (%j) is found by this region’s rules', async (matter, pointer, value, found) => {
    const { gateway } = await stage.pushed(matter)
    const body = gateway.cases[0]!
    setAt(body, pointer, value)
    const faults = checkCase(body, matterOf(body, HANDLED_THERE)!, HANDLED_THERE)
    expect(faults.map((one) => `${one.pointer} ${one.code}`)).toContain(found)
  })

  it('is referred to a filing where only packed food is sold', async () => {
    const { gateway } = await stage.pushed('M03')
    const body = gateway.cases[0]!
    expect(MATTERS.M03.refuses?.(body)).toBeNull()
    setAt(body, '/form/business/prepackagedOnly', true)
    expect(checkCase(body, MATTERS.M03, HANDLED_THERE)).toEqual([])
    expect(MATTERS.M03.refuses?.(body)).toMatchObject({ reasonCode: 'filing_instead' })
  })
})
