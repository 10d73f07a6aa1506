import { isBlank } from '../../condition.ts'
import { type Json, putAt } from '../../json.ts'
import { compileAccess, look } from '../path-access.ts'
import { type Operation, Problem } from '../scope.ts'
import { someText, textsByName } from './arguments.ts'

/** Several yes-or-no values as the list of the region's words for those that are yes, in the order of `words` (by canonical path). */
const flags: Operation = {
  args: { words: textsByName },
  needs: ['words'],
  source: true,
  make: ({ words }) => {
    const named = Object.entries(words as Record<string, string>).map(([path, word]) => ({
      path,
      word,
      access: compileAccess(path),
    }))
    return {
      loss: 'L0',
      takesGroups: true,
      carriesAll: true,
      // what is said to be no comes back as nothing said
      lossOf: (value) => (value === false ? 'L2' : 'L0'),
      forward: (_value, scope) => named.flatMap(({ access, word }) => (look(access, scope) === true ? [word] : [])),
      backward: (value, _scope, out) => {
        for (const word of Array.isArray(value) ? value : [value]) {
          const found = named.find((known) => known.word === word)
          if (!found) return new Problem('code', '有不认识的项', '请按接口文档填写')
          putAt(out, found.path, true)
        }
        return undefined
      },
    }
  },
}

/** A code as the region's name for it, with a word behind for each mark that stands beside it: “散装食品销售(含散装熟食)”. */
const suffixed: Operation = {
  args: { table: someText, marks: someText, suffixes: textsByName },
  needs: ['table', 'marks', 'suffixes'],
  source: true,
  make: ({ table, marks, suffixes }) => {
    const beside = compileAccess(String(marks))
    const named = Object.entries(suffixes as Record<string, string>)
    return {
      loss: 'L0',
      lossOf: (_value, _carried, scope) => {
        const given = look(beside, scope)
        const kept = named.flatMap(([mark]) => (Array.isArray(given) && given.includes(mark) ? [mark] : []))
        return Array.isArray(given) && given.join() !== kept.join() ? 'L2' : 'L0'
      },
      forward: (value, scope) => {
        if (value === undefined || isBlank(value)) return undefined
        const name = scope.setting.tables.get(String(table))?.toTheirs(String(value), scope)
        if (name === undefined) return new Problem('code', '的值对方不接收', '请换一个对方接收的选项')
        const given = look(beside, scope)
        const set = new Set<Json>(Array.isArray(given) ? given : [])
        return named.reduce((text, [mark, suffix]) => (set.has(mark) ? text + suffix : text), name)
      },
      backward: (value, { setting }, out) => {
        let text = String(value)
        const found: string[] = []
        for (const [mark, suffix] of named.toReversed()) {
          if (!text.endsWith(suffix) || setting.tables.get(String(table))?.knows(text)) continue
          text = text.slice(0, -suffix.length)
          found.unshift(mark)
        }
        const code = setting.tables.get(String(table))?.toOurs(text)
        if (code === undefined) return new Problem('code', '的值不在码表内', '请按接口文档的码表逐字填写')
        if (found.length > 0) putAt(out, String(marks), found)
        return code
      },
    }
  },
}

/** A code with the marks beside it as the one name that the region has for both: the table's code is `14+含裱花` where the mark stands beside 14. */
const marked: Operation = {
  args: { table: someText, marks: someText },
  needs: ['table', 'marks'],
  source: true,
  make: ({ table, marks }) => {
    const beside = compileAccess(String(marks))
    return {
      loss: 'L0',
      forward: (value, scope) => {
        if (value === undefined || isBlank(value)) return undefined
        const given = look(beside, scope)
        const code = [value, ...(Array.isArray(given) ? given : [])].map(String).join('+')
        return (
          scope.setting.tables.get(String(table))?.toTheirs(code, scope) ??
          new Problem('code', `的“${code}”对方不接收`, '请换一个对方接收的选项')
        )
      },
      backward: (value, { setting }, out) => {
        const code = setting.tables.get(String(table))?.toOurs(String(value))
        if (code === undefined) return new Problem('code', '的值不在码表内', '请按接口文档的码表逐字填写')
        const [own = '', ...found] = code.split('+')
        if (found.length > 0) putAt(out, String(marks), found)
        return own
      },
    }
  },
}

/** Operations on yes-or-no marks that a region has as words. */
export const MARK_OPERATIONS = { flags, suffixed, marked }
