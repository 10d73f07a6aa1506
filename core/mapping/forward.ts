import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { CompiledList } from './compiled-rules.ts'
import { hasMoreBytes, hasMoreGbkBytes, isLonger } from './lengths.ts'
import type { Findings, LossEntry } from './loss.ts'
import { type Access, isRepetition, look } from './path-access.ts'
import { Problem, type Scope } from './scope.ts'
import { spreadElements } from './spread-list.ts'
import type { Step, Wording } from './step.ts'

interface Source {
  readonly path: string
  readonly value: Json | undefined
}

/** Carries one value to the region's tree; `at` is the canonical path of the list element at hand, with a trailing dot. */
export function forwardStep(step: Step, scope: Scope, findings: Findings, wording: Wording, at: string): void {
  writeStep(step, scope, isRepetition(step.sources) ? { faults: [], loss: null } : findings, wording, at)
}

function writeStep(step: Step, scope: Scope, findings: Findings, wording: Wording, at: string): void {
  const { rule, operator } = step
  const applies = step.when === null || step.when(scope)
  if (!applies && step.shared && step.target.read(scope.tree) !== undefined) return
  const source = applies ? firstFilled(step.sources, scope) : nothing(step.sources)
  let carried = applies ? operator.forward(source.value, scope) : undefined
  if (carried instanceof Problem) {
    const { code, message, fix } = carried
    findings.faults.push({ path: at + source.path, code, message: `“${wording.labelOf(source.path)}”${message}`, fix })
    carried = undefined
  } else if (applies && step.must?.(scope) && isBlank(carried)) {
    findings.faults.push(missing(step, at + source.path, scope, wording))
  } else if (typeof carried === 'string') {
    const most = exceeded(rule, carried)
    if (most !== null)
      findings.faults.push(tooLong(at + source.path, wording.labelOf(source.path), scope.setting.region, most))
  }
  if (scope.setting.uncarried && typeof carried === 'string')
    findings.faults.push(...uncarried(carried, at + source.path, scope.setting, wording))
  if (applies && rule.none !== undefined && !isFilled(carried)) {
    if (isFilled(rule.none))
      findings.loss?.push({ path: '', to: rule.to, kind: 'defaulted', class: 'L2', filler: true })
    step.write(scope.tree, structuredClone(rule.none))
    return
  } else if (findings.loss && applies) pushLoss(findings.loss, step, source, carried, scope, at)
  if (isFilled(carried)) step.write(scope.tree, carried)
  else if (wording.absent !== 'omit' && step.target.read(scope.tree) === undefined)
    step.write(scope.tree, isListed(step, carried, scope) ? [] : BLANK[wording.absent])
}

/** Carries a list, element by element, with the rules of its elements; behind those that another rule put there. */
export function forwardList(
  step: Step,
  items: CompiledList,
  scope: Scope,
  findings: Findings,
  wording: Wording,
  at: string,
): void {
  if (step.when !== null && !step.when(scope)) {
    forwardStep(step, scope, findings, wording, at)
    return
  }
  const source = firstFilled(step.sources, scope)
  const elements = listElements(source.value, items, scope)
  if (elements.length === 0 && step.must?.(scope)) findings.faults.push(missing(step, at + source.path, scope, wording))
  const inner: Findings = findings.loss ? { ...findings, loss: [] } : findings
  const trees = elements.map(({ values, place }): JsonObject => {
    const tree: JsonObject = {}
    items.forward({ ...scope, values, tree }, inner, `${at}${source.path}${items.one ? '' : `[${place}]`}.`)
    return tree
  })
  // what only goes out, loses its place among the others, or makes a text that says something else, does not come back however exact it is carried
  const parted = Array.isArray(source.value) && elements.length < source.value.length
  const { wording: words } = items
  const reworded = words !== null && !(trees.every(words.fits) && words.keepsOrder(trees))
  const lost = step.rule.only === 'out' || parted || items.nth !== null || reworded
  if (inner.loss && elements.length > 0 && !items.one) pushLoss(inner.loss, step, source, trees, scope, at)
  if (findings.loss) for (const entry of inner.loss ?? []) findings.loss.push(lost ? atLeastLossy(entry) : entry)
  const records = items.spread ? spreadElements(trees, items.spread) : trees
  if (records.length > items.most) findings.faults.push(tooMany(at + source.path, items.most, scope, wording))
  writeList(step, items, records, scope.tree, wording)
}

function tooMany(path: string, most: number, { setting }: Scope, { labelOf }: Wording): Fault {
  const message = `“${labelOf(path)}”按${setting.region}的写法超过 ${most} 条`
  return { path, code: 'too-many', message, fix: '请减少,或按说明另附' }
}

function atLeastLossy(entry: LossEntry): LossEntry {
  return entry.class > 'L2' ? entry : { ...entry, class: 'L2' }
}

function writeList(step: Step, items: CompiledList, trees: JsonObject[], tree: JsonObject, { absent }: Wording): void {
  const apart =
    items.nth !== null ? trees[0] : items.wording && trees.length > 0 ? items.wording.write(trees) : undefined
  if (apart !== undefined) {
    step.write(tree, apart)
    return
  }
  const before = step.target.read(tree)
  if (items.nth !== null || items.wording) {
    if (absent !== 'omit' && before === undefined) step.write(tree, items.wording ? BLANK[absent] : NO_GROUP[absent])
    return
  }
  const all = Array.isArray(before) ? [...before, ...trees] : trees
  if (all.length > 0 || absent !== 'omit' || step.rule.none !== undefined) step.write(tree, all)
}

interface ListElement {
  /** what the rules of the elements read; `index` counts from 1 among those that go out */
  readonly values: JsonObject
  /** its place in the canonical list, from 0 */
  readonly place: number
}

function listElements(
  value: Json | undefined,
  { one, nth, after, takes }: CompiledList,
  { root }: Scope,
): ListElement[] {
  const all = one ? (isObject(value) ? [value] : []) : Array.isArray(value) ? value : []
  const taken = all
    .map((element, place) => ({ values: isObject(element) ? element : { value: element }, place }))
    .filter(({ values }) => takes(values, root))
    .map(({ values, place }, index) => ({ values: { ...values, index: index + 1 }, place }))
  return nth === null ? taken.slice(after) : taken.slice(nth - 1, nth)
}

/** Whether a list without elements stands for nothing here. */
function isListed(step: Step, carried: Json | undefined, scope: Scope): boolean {
  // a list that goes as one text is a text also where it is empty
  if (typeof carried === 'string') return false
  const listed = step.operation === 'list' || Array.isArray(carried)
  return listed || step.sources.some((access) => Array.isArray(look(access, scope)))
}

const BLANK = { empty: '', null: null } as const
const NO_GROUP = { empty: {}, null: null } as const

function isFilled(value: Json | undefined): value is Json {
  return typeof value === 'string' ? value !== '' : value !== undefined && !isBlank(value)
}

function firstFilled(sources: readonly Access[], scope: Scope): Source {
  if (sources.length === 0) return NOTHING
  for (const access of sources) {
    const value = look(access, scope)
    if (isFilled(value)) return { path: access.path, value }
  }
  return nothing(sources)
}

const NOTHING: Source = { path: '', value: undefined }

function nothing(sources: readonly Access[]): Source {
  return { path: sources[0]?.path ?? '', value: undefined }
}

function missing({ rule }: Step, path: string, { setting }: Scope, { labelOf }: Wording): Fault {
  const label = rule.ask?.label ?? labelOf(path)
  const why = rule.why ? `(${rule.why})` : ''
  const message = `“${label}”没有填写,该项由${setting.region}要求${why}`
  return { path, code: 'required', message, fix: `请填写${label}` }
}

/** The limit of the rule that a text goes beyond; null where it keeps within. */
function exceeded({ max, maxBytes, maxGbkBytes }: Step['rule'], text: string): string | null {
  if (max !== undefined && isLonger(text, max)) return `${max} 个字`
  if (maxGbkBytes !== undefined && hasMoreGbkBytes(text, maxGbkBytes)) return `${maxGbkBytes} 字节(一个汉字 2 字节)`
  return maxBytes !== undefined && hasMoreBytes(text, maxBytes) ? `${maxBytes} 字节(一个汉字 3 字节)` : null
}

function tooLong(path: string, label: string, region: string, most: string): Fault {
  return { path, code: 'too-long', message: `“${label}”${region}最多收 ${most}`, fix: `请缩短到 ${most}以内` }
}

/** A character without bytes in the region's charset would arrive as another: the message must not go. */
function uncarried(
  text: string,
  path: string,
  { uncarried: find, region }: Scope['setting'],
  wording: Wording,
): Fault[] {
  const lost = find?.(text) ?? []
  if (lost.length === 0) return []
  const words = lost.map(
    (character) => `“${character}”(U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()})`,
  )
  const message = `“${wording.labelOf(path)}”里的${words.join('、')}${region}的字符集装不下`
  return [{ path, code: 'charset', message, fix: '请与对方商定替代写法(如另附图片、改用同音字并备注)后再报' }]
}

function pushLoss(
  loss: LossEntry[],
  step: Step,
  source: Source,
  carried: Json | undefined,
  scope: Scope,
  at: string,
): void {
  const { rule, operation, operator, declared } = step
  if (rule.args?.['filler'] === true && carried !== undefined)
    loss.push({ path: '', to: rule.to, kind: 'defaulted', class: 'L2', filler: true })
  if (operator.carriesAll) pushOthers(loss, step, source, carried, scope, at)
  if (source.value === undefined || operator.backward === null || operation === 'const') return
  const asked = source.path.startsWith('extra.')
  const first = source.path === step.sources[0]?.path
  const kind = asked ? 'asked' : carried === source.value || operation === 'list' ? 'carried' : 'translated'
  const own = classOf(step, source.value, carried, scope)
  const entry = {
    path: at + (first ? step.accountsFor : source.path),
    to: rule.to,
    kind,
    class: asked ? 'L3' : first ? own : 'L2',
  } as const
  loss.push(declared && !asked && declared.class > own ? { ...entry, ...declared } : entry)
}

/** A value that happens to be the region's word for nothing is read back as nothing. */
function classOf({ rule, operator }: Step, value: Json, carried: Json | undefined, scope: Scope): LossEntry['class'] {
  if (carried === undefined) return operator.loss
  if (carried === rule.none) return 'L2'
  return operator.lossOf?.(value, carried, scope) ?? operator.loss
}

function pushOthers(
  loss: LossEntry[],
  step: Step,
  source: Source,
  carried: Json | undefined,
  scope: Scope,
  at: string,
): void {
  for (const access of step.sources) {
    const value = look(access, scope)
    if (access.path === source.path || !isFilled(value)) continue
    const own = classOf(step, value, carried, scope)
    loss.push({ path: at + access.path, to: step.rule.to, kind: 'translated', class: own })
  }
}
