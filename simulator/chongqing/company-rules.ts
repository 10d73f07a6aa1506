import { asArray, asText, isObject, type JsonObject, valueAt } from './json.ts'
import { conflict, formValue } from './matter-parts.ts'
import type { Side } from './side.ts'
import type { Fault } from './value-checks.ts'

const sumOf = (list: unknown, key: string): number =>
  asArray(list).reduce((total: number, entry) => total + (isObject(entry) ? Number(entry[key] ?? 0) : 0), 0)

const listOf = (root: JsonObject, path: string): JsonObject[] =>
  asArray(valueAt(root, `/form/${path}`)).filter(isObject)

/** One paper for each shareholder (§4.12). */
export const holdersOf = (root: JsonObject): number => listOf(root, 'shareholders').length

/** One paper for each officer; who holds two offices hands in one (§4.12). */
export const officersOf = (root: JsonObject): number =>
  new Set(listOf(root, 'officers').map((one) => `${asText(one['certType'])} ${asText(one['certNo'])}`)).size

/** The same day so many years later, to compare with. */
const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`

const dayOf = (root: JsonObject): string => asText(root['submittedAt']).slice(0, 10)

/** An address below `form` is in the handling side's land (§4.1). */
function checkPlace(root: JsonObject, path: string, { prefix }: Side): Fault[] {
  const codes = asArray(valueAt(root, `/form/${path}/codes`))
  if (codes.length === 0 || asText(codes.at(-1)).startsWith(prefix)) return []
  return [conflict(`/form/${path}/codes`, `须 ${prefix} 开头`)]
}

const ORG_FORM_NAMES: Readonly<Record<string, string>> = { ltd: '有限公司', llc: '有限责任公司' }

function checkName(root: JsonObject): Fault[] {
  const part = (name: string): string => formValue(root, `company/nameParts/${name}`)
  const orgForm = ORG_FORM_NAMES[part('orgForm')]
  if (orgForm === undefined) return []
  const whole = `${part('division')}${part('tradeName')}${part('industry')}${orgForm}`
  return formValue(root, 'company/fullName') === whole ? [] : [conflict('/form/company/fullName', '须等于四段顺接')]
}

/** Who may hold a company of each kind that is taken across provinces (§4.2, §5). */
const HOLDERS: Readonly<Record<string, { least: number; most: number; kind?: string }>> = {
  llc: { least: 2, most: 50 },
  llc_sole_person: { least: 1, most: 1, kind: 'person' },
  llc_sole_corp: { least: 1, most: 1, kind: 'company' },
}

function checkHolders(root: JsonObject): Fault[] {
  const kind = formValue(root, 'company/kind')
  const rule = HOLDERS[kind]
  if (!rule) return kind ? [conflict('/form/company/kind', '跨省不收此类企业')] : []
  const holders = listOf(root, 'shareholders')
  const isRight = holders.length >= rule.least && holders.length <= rule.most
  const isOfKind = holders.every((one) => rule.kind === undefined || one['kind'] === rule.kind)
  return isRight && isOfKind ? [] : [conflict('/form/shareholders', `${kind} 的股东人数或类型不符`)]
}

function checkShares(root: JsonObject): Fault[] {
  const faults: Fault[] = []
  const holders = listOf(root, 'shareholders')
  const capital = Number(valueAt(root, '/form/company/capitalFen'))
  if (sumOf(holders, 'subscribedFen') !== capital) {
    faults.push(conflict('/form/company/capitalFen', '须等于各股东认缴之和'))
  }
  let rest = 10_000
  for (const [i, one] of holders.entries()) {
    if (sumOf(one['contributions'], 'amountFen') !== one['subscribedFen'])
      faults.push(conflict(`/form/shareholders/${i}/contributions`, '各方式之和须等于认缴额'))
    const isLast = i === holders.length - 1
    const ratio = isLast ? rest : Math.round((Number(one['subscribedFen']) * 10_000) / capital)
    rest -= ratio
    if (Math.round(Number(one['ratioPct']) * 100) !== ratio)
      faults.push(conflict(`/form/shareholders/${i}/ratioPct`, '前 n−1 名按认缴四舍五入,末名为其余'))
    if (asText(one['dueDate']) > yearsLater(dayOf(root), 5))
      faults.push(conflict(`/form/shareholders/${i}/dueDate`, '缴付期限不得晚于收件日加 5 年'))
  }
  return faults
}

/** The rules of 设立登记 across fields (§4.2). */
export function crossSetUp(root: JsonObject, side: Side): Fault[] {
  const leads = listOf(root, 'officers').some((one) => one['position'] === 'director' || one['position'] === 'chair')
  return [
    ...checkName(root),
    ...checkPlace(root, 'company/addr', side),
    ...checkHolders(root),
    ...checkShares(root),
    ...(leads ? [] : [conflict('/form/officers', '至少 1 名 director 或 chair')]),
  ]
}

/** What an item of each class may be limited to (§5). */
const FLAG_ITEMS: Readonly<Record<string, RegExp>> = { cooked_bulk: /^S/, cream: /^R4$/, home_brew: /^R5$/ }

function checkItem(item: JsonObject, at: string): Fault[] {
  const isWrong = asArray(item['flags']).some((flag) => FLAG_ITEMS[asText(flag)]?.test(asText(item['code'])) === false)
  return isWrong ? [conflict(`${at}/flags`, '限定与经营项目不配')] : []
}

/** The rules of 食品经营许可 across fields (§4.4). */
export function crossFood(root: JsonObject, side: Side): Fault[] {
  const faults = checkPlace(root, 'site/addr', side)
  faults.push(...listOf(root, 'business/items').flatMap((item, i) => checkItem(item, `/form/business/items/${i}`)))
  const [total, certified] = ['total', 'healthCertified'].map((key) => Number(valueAt(root, `/form/staff/${key}`) ?? 0))
  if (Number(certified) > Number(total)) faults.push(conflict('/form/staff/healthCertified', '不得多于从业人员总数'))
  return faults
}

/** Who sells only what comes packed files a record and needs no permit (§4.1, §4.4). */
export function isFilingOnly(root: JsonObject): { reasonCode: string; reason: string } | null {
  const isOnly = valueAt(root, '/form/business/prepackagedOnly') === true
  return isOnly ? { reasonCode: 'filing_instead', reason: '仅销售预包装食品应办理备案' } : null
}

/** The rules of 劳务派遣经营许可 across fields (§4.5). */
export function crossDispatch(root: JsonObject, side: Side): Fault[] {
  const faults = checkPlace(root, 'site/addr', side)
  const leaseTo = formValue(root, 'site/leaseTo')
  if (leaseTo && leaseTo < yearsLater(dayOf(root), 1))
    faults.push(conflict('/form/site/leaseTo', '租期须不短于收件日加 1 年'))
  return faults
}
