import { isIdNumber } from '../check-digits.ts'
import type { RelationCheck, Relations } from './check-record.ts'
import { checkCommon, checkPerson } from './relations.ts'

/** A number that its type says is an identity number must be one. */
function checkNumber({ value, report }: RelationCheck, type: string, number: string, identity: string): void {
  if (value(type) === identity && value(number) !== '' && !isIdNumber(value(number)))
    report(number, '-933', '公民身份号码格式或校验位错误')
}

/** Fields of one kind of which all or none are there. */
function checkTogether({ value, require }: RelationCheck, names: string): void {
  require(names, names.split(' ').some((name) => value(name) !== ''))
}

/** M01: §4.2, the common part and 021004. */
export const m01Relations: Relations = (check) => {
  checkCommon(check)
  const { value, relate, report } = check
  const name = ['QYMC_XZQH', 'QYMC_ZH', 'QYMC_HYTS', 'QYMC_ZZXS'].map(value).join('')
  relate('QYMC', value('QYMC') === name, '不等于四段顺序连接')
  if (!['有限公司', '有限责任公司'].includes(value('QYMC_ZZXS')))
    report('QYMC_ZZXS', '-932', '填“有限公司”或“有限责任公司”')
  if (value('QYLXDM').startsWith('12')) report('QYLXDM', '-932', 'M01 不收 12xx')
  relate('DJJG_DM', value('DJJG_DM').slice(0, 6) === value('SSXQDM'), '前 6 位须等于 SSXQDM')
  for (const person of ['FDDBR', 'LLY', 'CWFZR']) checkNumber(check, `${person}_CYZJDM`, `${person}_ZJHM`, '111')
  checkTogether(check, 'CWFZR_XM CWFZR_CYZJDM CWFZR_ZJHM CWFZR_LXDH')
}

/** M03: §4.2, the common part and 023004. */
export const m03Relations: Relations = (check) => {
  checkCommon(check)
  const { value, require, forbid, relate } = check
  const [online, form] = [value('SFWLJY') === 'Y', value('ZTYTDM')]
  require('WZ SFSTMD', online)
  forbid('WZ SFSTMD', !online)
  require('YYFSDM', form === '1')
  forbid('YYFSDM', form !== '1')
  const catering = 'SFZYCF SFJTYC CYGMDM'
  require(catering, form === '2')
  forbid(catering, form !== '2')
  relate('SFJXSYBZ', value('SFJXSYBZ') !== 'Y', '仅销售预包装的应走备案')
  checkNumber(check, 'FZR_CYZJDM', 'FZR_ZJHM', '111')
}

/** M04: §4.2, the common part and 031004. */
export const m04Relations: Relations = (check) => {
  checkCommon(check)
  const { value, require, forbid, relate } = check
  relate('ZCZB', Number(value('ZCZB')) >= 2_000_000, '不得少于 2000000.00')
  relate('XKJYSX', value('XKJYSX') === '劳务派遣', '恒为“劳务派遣”')
  const rented = ['2', '4'].includes(value('CSCQDM'))
  require('ZQZ', rented)
  forbid('ZQZ', !rented)
  checkNumber(check, 'FDDBR_CYZJDM', 'FDDBR_ZJHM', '111')
}

/** Whether somebody is not yet 16 on a day, both as yyyyMMdd. */
const isMinor = (birth: string, day: string): boolean => Number(day) - Number(birth) < 160_000

/** M05: §4.2, the common part and 032004. */
export const m05Relations: Relations = (check) => {
  checkCommon(check, 'SQR_MZDM SQR_ZZ_SSXQDM SQR_ZZ_QHNXXDZ')
  const { value, require, forbid, relate } = check
  checkNumber(check, 'AAC058', 'AAC147', '01')
  if (value('AAC058') === '01')
    checkPerson(relate, value('AAC147'), [value('AAC004'), 'AAC004'], [value('AAC006'), 'AAC006'])
  require('LKWD', value('JGLQFSDM') === '1')
  const guardian = 'JHR_XM JHR_CYZJDM JHR_ZJHM JHR_LXDH JHR_GXDM'
  const minor = isMinor(value('AAC006'), value('SQRQ'))
  require(guardian, minor)
  forbid(guardian, !minor)
  relate('AAC003', [...value('AAC003')].length <= 10, '超过 10 个字符的填前 10 个字符')
  relate('BAZ103', value('BAZ103') === '' || value('BAZ103').startsWith(value('AAC003')), '应为全名')
  relate('AAB301', value('AAB301').slice(0, 2) === value('SSXQDM').slice(0, 2), '参保地应在属地')
  relate('YKSFWX', value('SLLXDM') !== '1' || value('YKSFWX') === 'Y', '首次申领填 Y')
}

/** M06: §4.2, the common part and 033004. */
export const m06Relations: Relations = (check) => {
  checkCommon(check, 'SQR_ZZ_SSXQDM SQR_ZZ_QHNXXDZ')
  const { value, require, relate } = check
  checkNumber(check, 'AAC058', 'AAC147', '01')
  const own = value('ZC_AAB301').startsWith('42')
  require('SKYH_MC SKYH_HM SKYH_ZH LXHBH LXHRQ', own)
  relate('AAE042', value('AAE042') === '' || value('AAE042') >= value('AAE041'), '早于起年月')
}

/** M08: §4.2, the common part and 051004. */
export const m08Relations: Relations = (check) => {
  checkCommon(check)
  const { value, relate } = check
  checkNumber(check, 'DocType', 'IdNum', '01')
  relate('ConNum', value('ConNum').slice(6, 12) === value('GenDate').slice(2), '其中的日期与 GenDate 不同')
}

/** M10: §4.2, the common part and 061004. */
export const m10Relations: Relations = (check) => {
  checkCommon(check, 'SQR_MZDM SQR_ZZ_SSXQDM SQR_ZZ_QHNXXDZ')
  const { value, require, forbid, relate } = check
  checkPerson(relate, value('GMSFHM'), [value('XBDM'), 'XBDM'], [value('CSRQ'), 'CSRQ'])
  relate('YXQZ', value('YXQZ') >= value('YXQQ'), '早于有效期起')
  require('JXJYRQ', value('JXJYWC') === 'Y')
  require('BGQ BGH', value('SQLXDM') === '3')
  forbid('BGQ BGH', value('SQLXDM') !== '3')
  relate('WSGCN', value('WSGCN') === 'Y', '须为 Y')
}
