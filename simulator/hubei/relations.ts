import { isIdNumber } from '../check-digits.ts'
import type { RelationCheck, Relations } from './check-record.ts'

const OWN_PROVINCE = '42'

function checkApplicant({ value, require, forbid, relate, report }: RelationCheck, needed: string): void {
  const [id, organisation] = [value('SQR_GMSFHM'), value('SQR_TYSHXYDM')]
  if (id === '' && organisation === '') report('SQR_GMSFHM', '-931', '与 SQR_TYSHXYDM 须恰有其一')
  relate('SQR_TYSHXYDM', id === '' || organisation === '', '与 SQR_GMSFHM 须恰有其一')
  require('SQR_XBDM SQR_CSRQ', id !== '')
  if (needed !== '') require(needed)
  forbid('SQR_MZDM', !needed.includes('SQR_MZDM'))
  checkPerson(relate, id, [value('SQR_XBDM'), 'SQR_XBDM'], [value('SQR_CSRQ'), 'SQR_CSRQ'])
  require('SQR_ZZ_QHNXXDZ', value('SQR_ZZ_SSXQDM') !== '')
  require('SQR_ZZ_SSXQDM', value('SQR_ZZ_QHNXXDZ') !== '')
  const agent = 'DLR_XM DLR_GMSFHM DLR_LXDH DLR_WTSX DLR_WTQX'
  require(agent, organisation !== '' || agent.split(' ').some((name) => value(name) !== ''))
}

/** Gender and day of birth follow from an identity number. */
export function checkPerson(
  relate: RelationCheck['relate'],
  id: string,
  [gender, genderField]: readonly [string, string],
  [birth, birthField]: readonly [string, string],
): void {
  if (id.length !== 18) return
  const due = Number(id[16]) % 2 === 1 ? '1' : '2'
  relate(genderField, gender === '' || gender === due, '与公民身份号码第 17 位不一致')
  relate(birthField, birth === '' || birth === id.slice(6, 14), '与公民身份号码不一致')
}

/** The common part (§4.2); `needed` names what only some matters require of it. */
export function checkCommon(check: RelationCheck, needed = ''): void {
  const { value, require, relate } = check
  checkApplicant(check, needed)
  require('SJR_XM SJR_LXDH SJR_DZ_SSXQDM SJR_DZ_QHNXXDZ', value('JGLQFSDM') === '2')
  relate('HYJGDM', value('HYJGDM') !== '2', '核验未通过的不收')
  relate('SSXQDM', value('SSXQDM') === '' || value('SSXQDM').startsWith(OWN_PROVINCE), '不在本省')
}

/** M02: §4.2, the common part and 022004. */
export const m02Relations: Relations = (check) => {
  checkCommon(check)
  const { value, require, forbid, relate, report } = check
  const notice = 'YSSM_FSDM YSSM_BH YSSM_RQ'
  require(notice, value('SQLXDM') === '1')
  forbid(notice, value('SQLXDM') !== '1')
  if (Number(value('ZBSL')) > 1) report('ZBSL', '-933', '取 0 至 1')
  if (Number(value('FBSL')) > 10) report('FBSL', '-933', '取 0 至 10')
  relate('FBSL', Number(value('ZBSL')) + Number(value('FBSL')) >= 1, '正本、副本合计应不少于 1')
}

function checkAgent({ value, require, relate }: RelationCheck): void {
  const names = 'AGNTER_NAME AGNTER_CERT_TYPE AGNTER_CERTNO AGNTER_TEL AGNTER_ADDR AGNTER_RLTS'
  const given = names.split(' ').some((name) => value(name) !== '')
  require(names, given || value('DLR_XM') !== '')
  const pairs = { AGNTER_NAME: 'DLR_XM', AGNTER_CERTNO: 'DLR_GMSFHM', AGNTER_TEL: 'DLR_LXDH' }
  for (const [field, twin] of Object.entries(pairs)) relate(field, value(field) === value(twin), `与 ${twin} 不一致`)
}

/** M07: §4.2, the common part and 041004. `ATT_CNT` is compared where the materials are known. */
export const m07Relations: Relations = (check) => {
  checkCommon(check)
  const { value, require, forbid, relate, report } = check
  if (value('PSN_CERT_TYPE') === '01') {
    if (value('CERTNO') !== '' && !isIdNumber(value('CERTNO'))) report('CERTNO', '-933', '公民身份号码格式或校验位错误')
    checkPerson(relate, value('CERTNO'), [value('GEND'), 'GEND'], [value('BRDY'), 'BRDY'])
  }
  relate(
    'INSU_ADMDVS',
    value('INSU_ADMDVS') === '' || value('INSU_ADMDVS').slice(0, 2) === value('SSXQDM').slice(0, 2),
    '参保地应在属地',
  )
  if (/^(无|\/|-)$/.test(value('EMP_NAME'))) report('EMP_NAME', '-932', '无单位者须从固定选项中选填')
  const category = value('RLOC_COTY_TYPE')
  require('RLOC_REA', category === '1')
  require('RESOUT_ADDR', ['1', '2', '3'].includes(category))
  const account = 'BANKACCT BANKCODE ACCTNAME'
  require(account, value('OUT_ONLN_WAY') === '2')
  forbid(account, value('OUT_ONLN_WAY') !== '2')
  checkAgent(check)
  const end = value('ENDDATE')
  if (end === '99991231') report('ENDDATE', '-933', '长期时不得出现')
  relate('ENDDATE', end === '' || end >= value('BEGNDATE'), '早于开始日期')
}
