import type { Codes } from '../../form/codes.ts'
import { type Operation, Problem } from '../scope.ts'
import { someText } from './arguments.ts'

const WRONG_INDUSTRY = new Problem('code', '不是国民经济行业代码', '请按 GB/T 4754 填写')

/** An industry of GB/T 4754 (`I6513`) without its letter, which its first two digits give back. */
const industry: Operation = {
  args: {},
  needs: [],
  source: true,
  make: () => ({
    loss: 'L0',
    forward: (value, { setting }) => {
      if (typeof value !== 'string' || value === '') return undefined
      const fits = /^[A-T]\d{2,4}$/.test(value) && letterOf(value.slice(1, 3), setting.codes) === value[0]
      return fits ? value.slice(1) : WRONG_INDUSTRY
    },
    backward: (value, { setting }) => {
      const digits = String(value)
      const letter = /^\d{2,4}$/.test(digits) ? letterOf(digits.slice(0, 2), setting.codes) : undefined
      return letter ? letter + digits : WRONG_INDUSTRY
    },
  }),
}

function letterOf(division: string, codes: Codes): string | undefined {
  const rows = codes.tables.get('CT_INDUSTRY')?.rows ?? []
  return rows.find(({ code }) => code.slice(1) === division)?.code.slice(0, 1)
}

const NO_CLASSES = new Problem('format', '不是准驾车型', '请按驾驶证连写，如 A2D')

/** Classes of a driving licence, `A2D` with us, with something between at the region: `A2,D`; a list of them where nothing is said. */
const drivingClasses: Operation = {
  args: { by: someText },
  needs: [],
  source: true,
  make: ({ by }) => ({
    loss: 'L0',
    ...(by === undefined ? { takesGroups: true } : {}),
    forward: (value) => {
      if (typeof value !== 'string' || value === '') return undefined
      if (!/^([A-Z]\d?)+$/.test(value)) return NO_CLASSES
      const classes = value.match(/[A-Z]\d?/g) ?? []
      return by === undefined ? classes : classes.join(String(by))
    },
    backward: (value) => {
      const classes = by === undefined ? [value].flat() : String(value).split(String(by))
      return classes.every((one) => typeof one === 'string' && /^[A-Z]\d?$/.test(one)) ? classes.join('') : NO_CLASSES
    },
  }),
}

/** The organisation code inside a unified social credit code (GB 32100 4.3), with the hyphen of GB 11714. */
const organisationCode: Operation = {
  args: {},
  needs: [],
  source: true,
  make: () => ({
    loss: 'L0',
    forward: (value) => {
      const [, body, check] = /^[0-9A-Z]{8}([0-9A-Z]{8})([0-9A-Z])[0-9A-Z]$/.exec(String(value ?? '')) ?? []
      return body === undefined ? undefined : `${body}-${check}`
    },
    backward: null,
  }),
}

/** Operations on codes that a standard builds up of parts. */
export const STANDARD_OPERATIONS = { organisationCode, industry, drivingClasses }
