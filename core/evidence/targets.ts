import type { Field, Matter } from '../matter.ts'
import { spell } from './pinyin.ts'
import { CONCEPTS, ENGLISH, MEANINGS, SUBJECTS, WHOLE } from './words.ts'

/** Something of ours that a partner's field may mean. */
export interface Target {
  readonly path: string
  readonly label: string
  readonly type: Field['type']
  readonly table?: string
  readonly rules: readonly string[]
  /** how the whole is called in a partner's writing: letters and digits, or Chinese */
  readonly whole: ReadonlySet<string>
  /** those of them in Chinese, and the others */
  readonly chinese: readonly string[]
  readonly latin: readonly string[]
  /** the same without whom it is about */
  readonly part: ReadonlySet<string>
  /** whom or what it is about */
  readonly subject: ReadonlySet<string>
  /** English tokens by their meaning */
  readonly tokens: ReadonlySet<string>
  readonly ownTokens: ReadonlySet<string>
  /** nothing has to say whom it is about: the applicant, the case */
  readonly isPlain: boolean
}

/** What the gateway knows beside the form. */
const CONTEXT: readonly Pick<Field, 'path' | 'label' | 'type'>[] = [
  { path: 'message.id', label: '报文编号', type: 'text' },
  { path: 'message.at', label: '发送时间', type: 'datetime' },
  { path: 'case.no', label: '办件编号', type: 'text' },
  { path: 'case.appliedAt', label: '申请时间', type: 'datetime' },
  { path: 'matter.basicCode', label: '基本编码', type: 'text' },
  { path: 'matter.name', label: '事项名称', type: 'text' },
  { path: 'home.orgCode', label: '收件单位代码', type: 'text' },
  { path: 'home.orgName', label: '收件单位名称', type: 'text' },
  { path: 'home.division', label: '收件地区划', type: 'division' },
  { path: 'clerk.name', label: '收件人员', type: 'text' },
]

const MEANING = new Map(MEANINGS.flatMap((words) => words.map((word) => [word, words[0] ?? word] as const)))

/** Words that are written as one. */
const COMPOUNDS: Readonly<Record<string, readonly string[]>> = {
  idno: ['id', 'no'],
  idtype: ['id', 'type'],
  idexpire: ['id', 'expiry'],
  idnum: ['id', 'no'],
  certno: ['id', 'no'],
  certtype: ['id', 'type'],
}

/** Words of a name in Latin letters by their meaning: `applyerPageCode` → applicant, id, no. */
export function tokensOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((token) => token !== '')
    .flatMap((token) => COMPOUNDS[token.toLowerCase()] ?? [MEANING.get(token.toLowerCase()) ?? token.toLowerCase()])
}

export const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Letters and digits of a name, small; Chinese as it is. */
export function plainOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d\p{Script=Han}]/gu, '')
}

/** All that the fields of a matter's messages may mean. */
export function targetsOf(matter: Matter): Target[] {
  const fields = matter.fields.filter(({ type, path }) => type !== 'list' && !path.startsWith('consent.file'))
  const known = new Set(fields.map(({ path }) => path))
  return [...CONTEXT.filter(({ path }) => !known.has(path)), ...fields].map(targetOf)
}

function targetOf(field: Pick<Field, 'path' | 'label' | 'type'> & Partial<Field>): Target {
  const steps = field.path.replaceAll('[]', '').split('.')
  const last = steps.at(-1) ?? ''
  const parent = steps.slice(0, -1).join('.')
  const subjects = SUBJECTS[parent] ?? []
  const concepts = CONCEPTS[last] ?? []
  const stripped = subjects.find((word) => field.label.startsWith(word) && field.label.length > word.length)
  const parts = [...concepts, ...(stripped ? [field.label.slice(stripped.length)] : [])]
  const wholes = [
    field.label,
    ...(WHOLE[field.path] ?? []),
    ...subjects.flatMap((one) => parts.map((two) => one + two)),
  ]
  const ownTokens = tokensOf(last)
  const whole = new Set([...wholes.flatMap(formsOf), ...(ENGLISH[field.path] ?? [])])
  return {
    path: field.path,
    label: field.label,
    type: field.type,
    ...(field.table === undefined ? {} : { table: field.table }),
    rules: (field.rules ?? []).map(({ rule }) => rule),
    whole,
    chinese: [...whole].filter(isHan),
    latin: [...whole].filter((form) => !isHan(form)),
    part: new Set([...parts.flatMap(formsOf), plainOf(last)]),
    subject: new Set([...subjects.flatMap(formsOf), ...steps.slice(0, -1).map(plainOf), ...tokensOf(parent)]),
    tokens: new Set([...tokensOf(parent), ...ownTokens]),
    ownTokens: new Set(ownTokens),
    isPlain: /^(applicant|case|matter|message|filing|person|remark)$/.test(steps[0] ?? ''),
  }
}

function formsOf(word: string): string[] {
  const spelt = spell(word)
  return spelt ? [plainOf(word), spelt.full, spelt.initials] : [plainOf(word)]
}
