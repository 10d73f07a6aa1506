import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { complaints, inside, openStage, type Stage, sample } from './hubei-stage.ts'

/* M01 of 9.2: lists beside the main record. */

const APPLY = 'SCJG_SQSLDJJSFW'
const APPLICATION = sample('9.2-application.xml')

describe('an application with lists for 湖北', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({ behaviour: 'quiet', time: '20260302095030' })
  })
  afterEach(() => stage.close())

  it('is taken as 9.2 has it', async () => {
    expect(inside(await stage.call(APPLY, APPLICATION), 'CODE')).toBe('10')
    expect(stage.simulator.received()).toMatchObject([{ caseNo: 'WH202603020002', matter: '000131127004' }])
  })

  it.each([
    ['a shareholder whose records differ', /(<GD_CZFSDM>3.*?)20290301/, '$120290302', '021011[2].GD_CZSJ -934'],
    ['parts that are not the capital', '<GD_RJCZE>300000.00', '<GD_RJCZE>300000.01', '021011[1].GD_RJCZE -934'],
    ['a gap in the shareholders', '<GD_XH>3', '<GD_XH>4', '021011[4].GD_XH -934'],
    ['one shareholder too many', '<QYLXDM>1130', '<QYLXDM>1151', '021011[1].GD_XH -934'],
    ['a way that is none', '<GD_CZFSDM>3', '<GD_CZFSDM>7', '021011[2].GD_CZFSDM -932'],
    ['an officer without a post', '<RY_ZWDM>408A</RY_ZWDM>', '', '021012[2].RY_ZWDM -931'],
    ['no officers', /<RECORD no="\d" sid="021012">.*?<\/RECORD>/g, '', '021004[1].021012 -931'],
    [
      'lists in another order',
      /(<RECORD no="1" sid="021013">.*?<\/RECORD>)(.*)(<RECORD no="1" sid="011000">)/,
      '$2$3',
      '021013[2].RECORD -933',
    ],
    ['a name that is not of its parts', '<QYMC_ZH>示例智慧', '<QYMC_ZH>示例智能', '021004[1].QYMC -934'],
    ['the registrar of another county', '<DJJG_DM>420106', '<DJJG_DM>420111', '021004[1].DJJG_DM -934'],
  ] as const)('is refused for %s, at its record and field', async (_rule, from, to, complaint) => {
    const answer = await stage.call(APPLY, APPLICATION.replace(from, to))
    expect(inside(answer, 'CODE')).toBe('-41')
    expect(complaints(answer)).toContain(complaint)
    expect(stage.simulator.received()).toEqual([])
  })
})
