import { isBlank } from '../../condition.ts'
import type { LookupTable } from '../lookup-table.ts'
import { Noted, type Operation, Problem } from '../scope.ts'
import { oneOf, someText } from './arguments.ts'

const lookup: Operation = {
  args: { table: someText },
  needs: ['table'],
  source: true,
  make: ({ table }) => {
    const name = String(table)
    const find = (tables: ReadonlyMap<string, LookupTable>) => tables.get(name)
    return {
      loss: 'L0',
      lossOf: (value, carried, { setting }) =>
        find(setting.tables)?.toOurs(String(carried)) === String(value) ? 'L0' : 'L2',
      forward: (value, scope) => {
        if (value === undefined || isBlank(value)) return undefined
        const { setting } = scope
        const table = find(setting.tables)
        const code = table?.toTheirs(String(value), scope)
        if (code !== undefined) return code
        const reason = table?.refusal(String(value))
        const wrong = `的值“${String(value).slice(0, 50)}”${setting.region}不接收${reason ? `(${reason})` : ''}`
        return new Problem('code', wrong, `请换一个${setting.region}接收的选项`)
      },
      backward: (value, { setting }) => {
        const known = find(setting.tables)
        const word = String(value)
        const ours = known?.toOurs(word)
        if (ours === undefined) {
          return known?.ambiguous(word)
            ? new Noted(undefined, 'L3', `码值“${word}”对应几个规范值,须由人选择`)
            : new Problem('code', '的码值不在码表内', '请按接口文档的码表填写')
        }
        return known?.knows(word) ? ours : new Noted(ours, 'L2', `码值“${word.slice(0, 50)}”不在码表内`)
      },
    }
  },
}

/** Canonical divisions have six digits, that of the handling district twelve. */
const division: Operation = {
  args: { digits: oneOf(6, 12), table: someText },
  needs: ['digits'],
  source: true,
  make: ({ digits, table }, from) => ({
    loss: 'L0',
    lossOf: (value) => (digits === 6 && String(value).length === 12 && !String(value).endsWith('000000') ? 'L2' : 'L0'),
    forward: (value) => {
      if (typeof value !== 'string' || value === '') return undefined
      return digits === 12 ? value.padEnd(12, '0') : value.slice(0, 6)
    },
    backward: (value, { setting }) => {
      const code = setting.tables.get(String(table ?? ''))?.toOurs(String(value)) ?? String(value)
      if (!/^\d{6}(\d{6})?$/.test(code)) return new Problem('format', '不是区划代码', '请填 6 位或 12 位区划代码')
      if (from.endsWith('handlingDivision')) return code.padEnd(12, '0')
      return code.length === 12 && !code.endsWith('000000')
        ? new Noted(code.slice(0, 6), 'L2', '乡镇街一级不收')
        : code.slice(0, 6)
    },
  }),
}

/** Operations on codes. */
export const CODE_OPERATIONS = { lookup, division }
