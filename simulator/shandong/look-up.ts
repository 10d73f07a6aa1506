import { beijingTime } from '../beijing-time.ts'
import { type Inner, taken } from './answers.ts'
import type { Registered } from './registered.ts'
import { sectionOf, textOf } from './stage.ts'

/** SD_NBLX and SD_NBZJ: the words of a query are not those of a message. */
const KINDS: Readonly<Record<string, string>> = { 1: '20', 2: '10' }
const ID_TYPES: Readonly<Record<string, string>> = {
  111: '22',
  '01': '16',
  '02': '14',
  114: '24',
  414: '25',
  516: '26',
  511: '27',
  553: '28',
}
/** SD_BJZT by what was told last. */
const STATES: Readonly<Record<string, string>> = {
  '': '24',
  'SHOULI 4': '26',
  'SHOULI 1': '30+sl',
  'SHOULI 2': '97',
  'GDBSSPCL 1': '30+act1',
  'GDBSSPCL 2': '30+act2',
  'GDBSSPCL 3': '30+act3',
  SPBUZHENGGAOZHI: '28',
  'SPBANJIE 3': '98',
  'SPBANJIE 6': '90',
  'SPBANJIE 7': '40',
  'SPSHENPIJIEGUO LIC': '90',
}

/** §3.3 getApplyInfo. */
export function lookUp({ application, entry, stageAt }: Registered): Inner {
  const of = (name: string) => textOf(sectionOf(application, 'SPSHENQIN'), name)
  const [BJZT = '', HJDM = ''] = (STATES[entry.status] ?? '').split('+')
  const number = of('ApplyerPageCode')
  return {
    ...taken(entry.caseNo, entry.partnerCaseNo),
    BJZT,
    HJDM,
    APPLYERTYPE: KINDS[of('APPLYERTYPE')] ?? '',
    CERTTYPE: ID_TYPES[of('ApplyerPageType')] ?? '99',
    CERTNUM: `${number.slice(0, 3)}${'*'.repeat(Math.max(0, number.length - 7))}${number.slice(-4)}`,
    UPDATETIME: beijingTime(stageAt),
  }
}
