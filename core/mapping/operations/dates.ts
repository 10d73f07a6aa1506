import { isDate, isMonth, OPEN_ENDED } from '../../form/calendar-date.ts'
import { type Json, valueAt } from '../../json.ts'
import { DATE_FORMATS, formatDate, isDayFormat, isTimePath, losesSeconds, parseDate, parseMs } from '../dates.ts'
import type { DateFormat } from '../rule.ts'
import { type Operation, Problem } from '../scope.ts'
import { clockTime, flag, oneOf, textOrNumber } from './arguments.ts'

/** `open` is the region's word for 长期, with `openWhenBlank` for a date that is not there; `at` the time of day that a bare date gets where the region wants a time. */
const date: Operation = {
  args: {
    format: oneOf(...DATE_FORMATS, 'ms'),
    open: textOrNumber,
    openWhenBlank: flag,
    at: clockTime,
  },
  needs: ['format'],
  source: true,
  make: ({ format, open, openWhenBlank, at }, from) => {
    const wanted = format as DateFormat
    const time = isTimePath(from)
    const losesTime = time && isDayFormat(wanted)
    const losesEnd = time && losesSeconds(wanted)
    const clock = at === undefined ? undefined : String(at)
    return {
      loss: losesTime ? 'L2' : 'L0',
      lossOf: (value) => {
        if (value === OPEN_ENDED) return open === undefined ? 'L2' : 'L0'
        if (!time) return 'L0'
        const text = String(value)
        if (isDate(text)) return 'L1'
        if (losesEnd) return text.slice(17, 19) === '00' ? 'L0' : 'L2'
        return losesTime && !text.includes('T00:00:00') ? 'L2' : 'L0'
      },
      forward: (value) => {
        if (value === undefined && openWhenBlank === true) return open
        if (value === OPEN_ENDED)
          return open ?? (openWhenBlank ? undefined : new Problem('format', '不能填“长期”', '请填具体日期'))
        if (typeof value !== 'string' || value === '') return undefined
        const written = formatDate(value, wanted, clock)
        return written ?? new Problem('format', '不是日历上的日期', '请重新选择日期')
      },
      backward: (value) => {
        if (open !== undefined && value === open) return openWhenBlank === true ? undefined : OPEN_ENDED
        return (
          readDate(value, wanted, time, at !== undefined) ??
          new Problem('format', '的日期格式不对,或日历上没有这一天', '请按接口文档的格式填写')
        )
      },
    }
  },
}

function readDate(value: Json, format: DateFormat, asTime: boolean, anyTime: boolean): string | null {
  if (format === 'ms') return typeof value === 'number' ? parseMs(value, asTime, anyTime) : null
  return typeof value === 'string' ? parseDate(value, format, asTime) : null
}

/** A date in three: `year`, `month` and `day` without leading zeros, read back in that order. */
const datePart: Operation = {
  args: { part: oneOf('year', 'month', 'day') },
  needs: ['part'],
  source: true,
  make: ({ part }) => ({
    loss: 'L0',
    forward: (value) => {
      if (typeof value !== 'string' || value === '') return undefined
      if (!isDate(value)) return new Problem('format', '不是日历上的日期', '请重新选择日期')
      return String(Number(value.split('-')[PARTS.indexOf(String(part))]))
    },
    backward: (value, _scope, out, path) => {
      const before = valueAt(out, path)
      const width = part === 'year' ? 4 : 2
      const whole = `${part === 'year' ? '' : `${String(before ?? '')}-`}${String(value).padStart(width, '0')}`
      const possible = part === 'year' ? /^\d{4}$/.test(String(value)) : part === 'day' ? isDate(whole) : true
      if (possible) return whole
      return new Problem('format', '的日期格式不对,或日历上没有这一天', '请按接口文档的格式填写')
    },
  }),
}

const PARTS = ['year', 'month', 'day']

const MONTHS = {
  yyyyMM: { write: '$1$2', read: /^(\d{4})(\d{2})$/ },
  'yyyy-MM': { write: '$1-$2', read: /^(\d{4})-(\d{2})$/ },
  yyyy年MM月: { write: '$1年$2月', read: /^(\d{4})年(\d{2})月$/ },
  yyyy年M月: { write: '$1年$2月', read: /^(\d{4})年(\d{1,2})月$/ },
  'yyyy/M': { write: '$1/$2', read: /^(\d{4})\/(\d{1,2})$/ },
} as const

/** A month, canonical `yyyyMM`. */
const month: Operation = {
  args: { format: oneOf(...Object.keys(MONTHS)) },
  needs: ['format'],
  source: true,
  make: ({ format }) => {
    const { write, read } = MONTHS[format as keyof typeof MONTHS]
    const bare = String(format).includes('MM') ? /(?!)/ : /(?<=\D)0/
    return {
      loss: 'L0',
      forward: (value) => {
        if (typeof value !== 'string' || value === '') return undefined
        return isMonth(value)
          ? value.replace(/^(\d{4})(\d{2})$/, write).replace(bare, '')
          : new Problem('format', '不是年月', '请填“202601”这样的年月')
      },
      backward: (value) => {
        const [, year = '', digits = ''] = read.exec(String(value)) ?? []
        const number = digits.padStart(2, '0')
        return isMonth(year + number)
          ? year + number
          : new Problem('format', '的年月格式不对', '请按接口文档的格式填写')
      },
    }
  },
}

/** Operations on dates and times. */
export const DATE_OPERATIONS = { date, datePart, month }
