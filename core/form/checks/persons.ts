import { textAt } from '../form-walk.ts'
import { readIdNumber } from '../id-number.ts'
import { type Check, quoted } from './check.ts'

/** Number and kind of paper are not those of the other person. */
export const differentPerson: Check = (walk, { path, others: [type = '', otherNo = '', otherType = ''] = [] }) => {
  const number = textAt(walk, path)
  if (number === '' || number !== textAt(walk, otherNo) || textAt(walk, type) !== textAt(walk, otherType)) return null
  const message = `${quoted(walk, path)}与${quoted(walk, otherNo)}相同，代理人不能是申请人本人`
  return { code: 'conflict', message, fix: '本人办理的请清空代理人；有代理人的请填代理人的证件' }
}

/** Gender or birth date is the one in the identity number; without the path of a kind of paper the number is always one. */
export const agreesWithIdNo: Check = (walk, { path, others: [idNo = '', idType] = [] }) => {
  const said = textAt(walk, path)
  if (said === '' || !['111', '112'].includes(idType === undefined ? '111' : textAt(walk, idType))) return null
  const facts = readIdNumber(textAt(walk, idNo))
  if (!facts || said === facts.birthDate || said === facts.gender) return null
  const message = `${quoted(walk, path)}与${quoted(walk, idNo)}中的不一致`
  return { code: 'conflict', message, fix: '请按证件核对，两者之中有一个填错了' }
}
