import { isObject, type Json, pathSteps } from '../../json.ts'
import type { ArgumentCheck } from '../scope.ts'

/** One of these words. */
export function oneOf(...words: readonly Json[]): ArgumentCheck {
  return { ok: (value) => words.includes(value), want: words.map(String).join('、') }
}

export const anyValue: ArgumentCheck = { ok: () => true, want: '任意值' }

export const someText: ArgumentCheck = { ok: (value) => typeof value === 'string' && value !== '', want: '文字' }

export const textOrNumber: ArgumentCheck = {
  ok: (value) => (typeof value === 'string' && value !== '') || typeof value === 'number',
  want: '文字或数字',
}

export const flag: ArgumentCheck = { ok: (value) => typeof value === 'boolean', want: 'true 或 false' }

export const wholeNumber: ArgumentCheck = {
  ok: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
  want: '不小于 0 的整数',
}

export const positiveNumber: ArgumentCheck = { ok: (value) => typeof value === 'number' && value > 0, want: '正数' }

export const clockTime: ArgumentCheck = {
  ok: (value) => typeof value === 'string' && /^([01]\d|2[0-3])(:[0-5]\d){2}$/.test(value),
  want: '“18:00:00”这样的时刻',
}

export const textsByName: ArgumentCheck = {
  ok: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string' && text !== ''),
  want: '名字与文字的对照',
}

export const listAndKey: ArgumentCheck = {
  ok: (value) =>
    isObject(value) &&
    Object.keys(value).length === 2 &&
    ['list', 'key'].every((name) => typeof value[name] === 'string' && value[name] !== ''),
  want: '{ list: 内层列表的 to, key: 归并的列 }',
}

export const conditionOnValues: ArgumentCheck = {
  ok: (value) => isObject(value) && Object.keys(value).every(isSafePath),
  want: '{ 路径: 值 } 这样的条件',
}

/** Whether a path may be read and written: no empty step, no name that reaches a prototype. */
export function isSafePath(path: string): boolean {
  try {
    return pathSteps(path).length > 0 && !path.startsWith('.') && !path.endsWith('.') && !path.includes('..')
  } catch {
    return false
  }
}
