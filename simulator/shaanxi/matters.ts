import * as companies from './company-matters.ts'
import { type Field, fieldsOf } from './fields.ts'
import type { Matter, MatterId } from './matter.ts'
import * as people from './person-matters.ts'

/** §4.2. */
export const BASE: readonly Field[] = fieldsOf(`
  sqrlx x:SQRLX M
  wbk1 s100 M
  dxk2 c:ZJLX M
  wbk3 s50 M
  wbk4 s11 M
  wbk5 s200 O
  xlk6 x:XB jbxx/sqrlx=个人!
  xlk7 s0 O
  xlk8 x:GJ jbxx/dxk2=3/5/6/7!
  rq9 d jbxx/sqrlx=个人!
  rq10 d jbxx/sqrlx=个人?
  xlk11 x:BLMS M
  dxk12 c:LQFS M
  wbk13 s50 jbxx/dxk12=2
  wbk14 s20 jbxx/dxk12=2
  wbk15 s200 jbxx/dxk12=2
  xlk16 x:HYFS M
  xlk17 x:HYJG M
  rq18 t M
  rq19 t M
  wbk20 s20 M
  wbk21 s50 jbxx/sqrlx=企业
  dxk22 c:ZJLX jbxx/wbk21=*!
  wbk23 s50 jbxx/wbk21=*!
  wbk24 s11 jbxx/wbk21=*!
  wbk25 s200 jbxx/wbk21=*!
  rq26 d jbxx/wbk21=*!
  rq27 t M
  wbk28 s50 M
  wbk29 s20 M`)

/** The matters that ask for an address, and for what people somebody is of (§4.2). */
const ADDRESSED: readonly MatterId[] = ['M05', 'M06', 'M09', 'M10']
const OF_A_PEOPLE: readonly MatterId[] = ['M05', 'M09', 'M10']

/** §4.2 as it is for one matter. */
export const baseOf = ({ id }: Matter): readonly Field[] =>
  BASE.map((field) => {
    if (field.key === 'wbk5' && ADDRESSED.includes(id)) return { ...field, need: 'M' }
    if (field.key === 'xlk7' && OF_A_PEOPLE.includes(id)) return { ...field, type: 'x:MZ', need: 'jbxx/sqrlx=个人!' }
    return field
  })

/** By our own name. */
const BY_ID: Readonly<Record<MatterId, Matter>> = { ...companies, ...people }

/** By sxid. */
export const MATTERS: Readonly<Record<string, Matter>> = Object.fromEntries(
  Object.values(BY_ID).map((matter) => [matter.sxid, matter]),
)

/** By our own name. */
export const matterOf = (id: MatterId): Matter => BY_ID[id]
