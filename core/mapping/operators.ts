import { isBlank } from '../condition.ts'
import { fileTypeNamed, mediaTypeOf } from '../form/file-type.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../json.ts'
import { addressOperator } from './address-operator.ts'
import { formatDate, parseDate } from './dates.ts'
import type { DateFormat } from './rule.ts'
import { type Carried, type Operator, Problem, type Scope } from './scope.ts'

type Args = Readonly<Record<string, Json>>

/** Makes an operation from its arguments; every operation of `Rule` is one entry here. */
export const OPERATORS: Readonly<Record<string, (args: Args, from: string) => Operator>> = {
  copy: () => ({ loss: 'L0', forward: (value) => value, backward: (value) => value }),

  text: ({ decimals }) => ({
    loss: 'L0',
    forward: (value) => (typeof value === 'number' ? value.toFixed(Number(decimals ?? 0)) : value),
    backward: (value) => {
      const shape =
        Number(decimals ?? 0) === 0 ? /^(0|[1-9]\d*)$/ : new RegExp(`^(0|[1-9]\\d*)\\.\\d{${Number(decimals)}}$`)
      return shape.test(String(value))
        ? Number(value)
        : new Problem('format', '不是约定写法的数字', '请按接口文档的位数填写')
    },
  }),

  const: ({ value }) => ({ loss: 'L0', forward: () => value, backward: null }),

  lookup: ({ table }) => ({
    loss: 'L1',
    forward: (value, { setting, values, root }) => {
      if (value === undefined || isBlank(value)) return undefined
      const code = setting.tables.get(String(table))?.toTheirs(String(value), { ...root, ...values })
      return (
        code ??
        new Problem('code', `的值“${String(value)}”${setting.region}不接收`, `请换一个${setting.region}接收的选项`)
      )
    },
    backward: (value, { setting }) =>
      setting.tables.get(String(table))?.toOurs(String(value)) ??
      new Problem('code', '的码值不在码表内', '请按接口文档的码表填写'),
  }),

  boolean: ({ yes, no }) => ({
    loss: 'L0',
    forward: (value) => (value === true ? yes : value === false ? no : undefined),
    backward: (value) =>
      value === yes ? true : value === no ? false : new Problem('code', '的值不是约定的是或否', '请按接口文档填写'),
  }),

  date: ({ format, open, openWhenBlank }, from) => ({
    loss: 'L0',
    forward: (value) => {
      if (value === '长期')
        return open ?? (openWhenBlank ? undefined : new Problem('format', '不能填“长期”', '请填具体日期'))
      if (typeof value !== 'string' || value === '') return undefined
      return formatDate(value, format as DateFormat) ?? new Problem('format', '不是日历上的日期', '请重新选择日期')
    },
    backward: (value) => {
      if (open !== undefined && value === open) return '长期'
      return (
        parseDate(
          String(value),
          format as DateFormat,
          /(At|\.at|\.from|\.to)$/.test(from) && !/^(filing|licence)\./.test(from),
        ) ?? new Problem('format', '的日期格式不对,或日历上没有这一天', '请按接口文档的格式填写')
      )
    },
  }),

  division: ({ digits }, from) => ({
    loss: 'L0',
    forward: (value) =>
      typeof value === 'string' && value !== ''
        ? Number(digits) === 12
          ? value.padEnd(12, '0')
          : value.slice(0, 6)
        : undefined,
    backward: (value) => {
      if (!/^\d{6}(\d{6})?$/.test(String(value)))
        return new Problem('format', '不是区划代码', '请填 6 位或 12 位区划代码')
      return from.endsWith('handlingDivision') ? String(value).padEnd(12, '0') : String(value).slice(0, 6)
    },
  }),

  address: addressOperator,

  coalesce: () => ({ loss: 'L2', forward: (value) => value, backward: (value) => value }),

  template: ({ text }) => ({
    loss: 'L0',
    forward: (_value, scope) => fillTemplate(String(text), scope),
    backward: null,
  }),

  present: ({ yes, no }) => ({ loss: 'L0', forward: (value) => (isBlank(value) ? no : yes), backward: null }),

  count: ({ of }) => ({
    loss: 'L0',
    forward: (_value, { counts }) =>
      String(of === 'materials' ? counts.materials : of === 'kinds' ? counts.kinds : counts.files),
    backward: null,
  }),

  file: ({ as }) => ({
    loss: 'L0',
    forward: (value, scope) => toFileSlot(value, String(as), scope),
    backward: (value, _scope, out, path) => {
      if (as !== 'expires') putAt(out, `${path}.ref`, String(value))
      return undefined
    },
  }),

  digest: ({ as }) => ({
    loss: 'L0',
    forward: (value) =>
      typeof value === 'string' ? (as === 'rfc9530' ? `sha-256=:${hexToBase64(value)}:` : value) : undefined,
    backward: (value) => (as === 'rfc9530' ? base64ToHex(String(value)) : String(value)),
  }),

  mediaType: ({ as, upper }) => ({
    loss: 'L0',
    forward: (value) => {
      if (typeof value !== 'string') return undefined
      const type = fileTypeNamed(value)
      if (as === 'mime') return value
      return upper ? type?.toUpperCase() : (type ?? undefined)
    },
    backward: (value) => {
      const text = String(value).toLowerCase()
      if (as === 'mime') return text
      return text === 'pdf' || text === 'jpg' || text === 'png' || text === 'ofd'
        ? mediaTypeOf(text)
        : new Problem('file-type', '的格式不接收', '请用 PDF、JPG、PNG 或 OFD')
    },
  }),

  fieldPath: ({ notation }) => ({
    loss: 'L0',
    forward: (value, { setting }) =>
      typeof value === 'string' ? toNotation(setting.paths.toTree(value) ?? value, String(notation)) : undefined,
    backward: (value, { setting }) => {
      const tree = fromNotation(String(value), String(notation))
      return setting.paths.toCanonical(tree) ?? tree
    },
  }),

  materialCode: () => ({
    loss: 'L0',
    forward: (value, { setting, values }) =>
      typeof value === 'string'
        ? (setting.materials.toCode(value, values['part'] as string | undefined) ?? value)
        : undefined,
    backward: (value, { setting }, out, path) => {
      const found = setting.materials.toSlot(String(value))
      putAt(out, path, found?.slot ?? String(value))
      if (found?.part) putAt(out, path.replace(/slot$/, 'part'), found.part)
      return undefined
    },
  }),
}

function fillTemplate(text: string, { tree, values, root }: Scope): string {
  return text.replaceAll(/\{(to:)?([^}]+)\}/g, (_whole, inTree: string | undefined, path: string) => {
    const value = inTree ? valueAt(tree, path) : (valueAt(values, path) ?? valueAt(root, path))
    return value === undefined || value === null ? '' : String(value)
  })
}

function toFileSlot(value: Json | undefined, as: string, { files, values }: Scope): Carried {
  if (!isObject(value)) return undefined
  const { id, sha256, name, mediaType, sizeBytes } = value as {
    id: string
    sha256: string
    name: string
    mediaType: string
    sizeBytes: number
  }
  if (!sha256) return undefined
  // a file that stays with us is named by our own id; the partner fetches it
  if (as === 'ownId') return id.replaceAll('-', '')
  if (!files.some((file) => file.id === id)) files.push({ id, sha256, name, mediaType, sizeBytes })
  const material = valueAt(values, 'material.code')
  return {
    $file: { id, sha256, name, mediaType, sizeBytes, material: typeof material === 'string' ? material : '' },
    as,
  } as JsonObject
}

function toNotation(treePath: string, notation: string): string {
  if (notation === 'pointer') return `/${treePath.replaceAll(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`
  return notation === 'name' ? (treePath.split('.').at(-1) ?? treePath) : treePath
}

function fromNotation(text: string, notation: string): string {
  if (notation !== 'pointer') return text
  return text
    .replace(/^\//, '')
    .split('/')
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

function hexToBase64(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))))
}

function base64ToHex(text: string): Carried {
  const match = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(text)
  if (!match?.[1]) return new Problem('format', '的摘要写法不对', '应为 sha-256=:…:')
  return [...atob(match[1])].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}
