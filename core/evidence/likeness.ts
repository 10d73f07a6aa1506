import type { Leaf } from './leaves.ts'
import type { Shape } from './shapes.ts'
import { isHan, plainOf, type Target, tokensOf } from './targets.ts'
import { ENGLISH } from './words.ts'

/** How much a name or a value speaks for a target, 0 to 1, and why in words. */
export interface Likeness {
  readonly score: number
  readonly reason: string
}

const NOTHING: Likeness = { score: 0, reason: '' }

/** The name of a partner's field with the groups it stands in. */
export interface LeafName {
  readonly last: string
  readonly above: readonly string[]
  readonly tokens: readonly string[]
  readonly aboveTokens: readonly string[]
}

export function nameOf({ path }: Leaf): LeafName {
  const steps = path.replaceAll('[]', '').split('.')
  const last = steps.at(-1) ?? ''
  const above = steps.slice(0, -1)
  return {
    last: plainOf(last),
    above: above.map(plainOf),
    tokens: tokensOf(last),
    aboveTokens: above.flatMap(tokensOf),
  }
}

const kindOf = (text: string, { path }: Target) =>
  isHan(text) ? '中文名' : ENGLISH[path]?.includes(text) ? '英文名' : '拼音或首字母'

/** What the name says. `subjects` are those of all targets: where a group above names another's, a bare word is none of ours. */
export function nameLikeness(name: LeafName, target: Target, subjects: ReadonlySet<string>): Likeness {
  const { last, above } = name
  if (last.length > 1 && target.whole.has(last))
    return { score: 1, reason: `${kindOf(last, target)}同“${target.label}”` }
  const spoken = above.filter((step) => target.subject.has(step)).length > 0
  const foreign = !spoken && above.some((step) => subjects.has(step))
  if (spoken && target.part.has(last)) return { score: 0.97, reason: `上级组与名称都同“${target.label}”` }
  const english = englishLikeness(name, target)
  if (english.score >= 0.9) return english
  if (target.part.has(last) && last.length > 1)
    return {
      score: foreign ? 0.25 : target.isPlain ? 0.74 : 0.45,
      reason: `名称同“${target.label}”,没有说是谁的`,
    }
  return better(english, partLikeness(last, target))
}

function englishLikeness({ tokens, aboveTokens }: LeafName, target: Target): Likeness {
  if (tokens.length === 0 || target.ownTokens.size === 0) return NOTHING
  const all = new Set([...aboveTokens, ...tokens])
  const own = [...target.ownTokens].filter((token) => tokens.includes(token)).length === target.ownTokens.size
  if (!own) return NOTHING
  const said = tokens.some((token) => token.length > 1 && target.subject.has(token) && !target.ownTokens.has(token))
  const whole = said || [...target.tokens].every((token) => all.has(token))
  const extra = tokens.filter((token) => !target.tokens.has(token) && !target.subject.has(token)).length
  if (whole && extra === 0) return { score: 0.97, reason: `英文名的意思同“${target.label}”` }
  if (whole) return { score: 0.75, reason: `英文名含“${target.label}”的意思` }
  if (extra === 0 && aboveTokens.length === 0)
    return { score: target.isPlain ? 0.74 : 0.4, reason: `英文名的意思同“${target.label}”,没有说是谁的` }
  return extra <= 1 ? { score: 0.35, reason: `英文名与“${target.label}”相近` } : NOTHING
}

/** A name that holds a longer form of the target, or most of its characters. */
function partLikeness(last: string, target: Target): Likeness {
  let best = NOTHING
  const han = isHan(last)
  const least = han ? 2 : 4
  for (const form of han ? target.chinese : target.latin) {
    if (form.length < least) continue
    if (last.includes(form) || (last.length >= least && form.includes(last))) {
      const share = Math.min(form.length, last.length) / Math.max(form.length, last.length)
      best = better(best, { score: 0.4 + share * 0.4, reason: `${kindOf(last, target)}含“${target.label}”的一部分` })
    } else if (han) {
      const common = [...form].filter((character) => last.includes(character)).length
      const share = (2 * common) / (form.length + last.length)
      if (share >= 0.6) best = better(best, { score: share * 0.7, reason: `名称与“${target.label}”相近` })
    }
  }
  return best
}

const better = (one: Likeness, two: Likeness) => (two.score > one.score ? two : one)

const WORDS: Readonly<Partial<Record<Shape, string>>> = {
  idNo: '都是校验位正确的公民身份号码',
  uscc: '都是校验位正确的统一社会信用代码',
  mobile: '都是手机号码',
  landline: '都是座机号码',
  date: '都是日期',
  datetime: '都是时间',
  division: '都像 GB/T 2260 区划代码',
  divisionPath: '都是省市县名称',
  person: '都像姓名',
  organisation: '都像单位名称',
  address: '都像地址',
  email: '都是邮箱',
  basicCode: '都是 12 位编码',
}

/** What the values say: -1 where they speak against the target, else how much they speak for it. */
export function valueLikeness(leaf: Leaf, shapes: ReadonlySet<Shape>, target: Target): Likeness {
  if (leaf.values.length === 0) return { score: 0, reason: '样例中都是空的' }
  const wanted = wantedShapes(target)
  if (wanted.length === 0) return { score: 0, reason: '' }
  const met = wanted.find((shape) => shapes.has(shape))
  if (!met) return { score: -1, reason: '值的样子不符' }
  const word = WORDS[met]
  return { score: word ? 1 : 0.4, reason: word ? `${leaf.filled} 份样例的值${word}` : '' }
}

function wantedShapes({ path, type, rules }: Target): readonly Shape[] {
  const last = path.split('.').at(-1) ?? ''
  if (type === 'date' || type === 'expiry') return ['date', 'datetime', 'long']
  if (type === 'datetime') return ['datetime', 'date']
  if (type === 'boolean') return ['boolean']
  if (type === 'integer') return ['integer']
  if (type === 'decimal') return ['decimal']
  if (type === 'division') return ['division', 'divisionPath']
  if (type === 'address') return ['address', 'division', 'divisionPath']
  if (type === 'month') return ['word']
  if (type === 'code') return ['word']
  if (path === 'matter.basicCode') return ['basicCode']
  if (path === 'message.id') return ['uuid', 'hash', 'word']
  if (last === 'uscc' || path === 'home.orgCode') return ['uscc', 'word']
  if (rules.includes('mobile')) return ['mobile']
  if (rules.includes('phone')) return ['mobile', 'landline']
  if (last === 'idNo') return ['idNo', 'uscc', 'word']
  if (rules.includes('personName') || rules.includes('recipientName')) return ['person']
  if (last === 'email') return ['email']
  if (path === 'home.orgName') return ['organisation']
  return []
}
