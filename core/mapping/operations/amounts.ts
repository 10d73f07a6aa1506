import { Noted, type Operation, Problem } from '../scope.ts'
import { positiveNumber, someText } from './arguments.ts'

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['仟', '佰', '拾', '']
const GROUPS = ['亿', '万', '']
const MOST_FEN = 99_999_999_999_999

/** Money in words, as vouchers have it: 中国人民银行《正确填写票据和结算凭证的基本规定》. `by` is how many 元 our unit is (万元: 10000), `jiaoEnd` what the region puts behind 角 at the end. */
const amountInWords: Operation = {
  args: { by: positiveNumber, jiaoEnd: someText },
  needs: [],
  source: true,
  make: ({ by, jiaoEnd = '' }) => {
    const fenInOne = Number(by ?? 1) * 100
    return {
      loss: 'L0',
      forward: (value) => {
        if (typeof value !== 'number') return undefined
        const fen = Number((value * fenInOne).toPrecision(15))
        return Number.isInteger(fen) && fen >= 0 && fen <= MOST_FEN
          ? toWords(fen).replace(/角$/, `角${String(jiaoEnd)}`)
          : new Problem('format', '不能写成大写金额', '金额最多到分,不为负,不到一万亿元')
      },
      backward: (value) => {
        const fen = typeof value === 'string' ? fromWords(value) : null
        if (fen === null) return new Problem('format', '不是大写金额', '请写成“伍仟壹佰捌拾万元整”这样')
        const amount = Number((fen / fenInOne).toPrecision(15))
        return value === toWords(fen).replace(/角$/, `角${String(jiaoEnd)}`)
          ? amount
          : new Noted(amount, 'L1', '大写金额的写法与通行的不同')
      },
    }
  },
}

function toWords(fen: number): string {
  const yuan = Math.floor(fen / 100)
  const [jiao, rest] = [Math.floor(fen / 10) % 10, fen % 10]
  const whole = yuan > 0 || fen === 0 ? `${wholeInWords(yuan)}元` : ''
  if (jiao === 0 && rest === 0) return `${whole}整`
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零'
  return whole + tenths + (rest > 0 ? `${DIGITS[rest]}分` : '')
}

function wholeInWords(yuan: number): string {
  if (yuan === 0) return '零'
  let words = ''
  let skipped = false
  for (const [index, unit] of GROUPS.entries()) {
    const group = Math.floor(yuan / 10_000 ** (2 - index)) % 10_000
    if (group > 0) words += (words !== '' && (skipped || group < 1_000) ? '零' : '') + groupInWords(group) + unit
    skipped = group === 0
  }
  return words
}

/** Up to four digits; zeros between others are one 零, zeros at the end none. */
function groupInWords(group: number): string {
  let words = ''
  let skipped = false
  for (const [index, digit] of [...String(group).padStart(4, '0')].map(Number).entries()) {
    if (digit > 0) words += `${skipped && words !== '' ? '零' : ''}${DIGITS[digit]}${PLACES[index]}`
    skipped = digit === 0
  }
  return words
}

const AMOUNT = /^(?:(.+?)[元圆])?(?:([壹贰叁肆伍陆柒捌玖])角)?(?:([壹贰叁肆伍陆柒捌玖])分)?[整正]?$/

/** 分, whether or not 零 is written where it may be left out; null for what is no amount. */
function fromWords(text: string): number | null {
  const bare = text.replaceAll('零', '')
  const [, whole = '', jiao = '', rest = ''] = AMOUNT.exec(bare === '元整' ? '' : bare) ?? ['', 'x']
  const yuan = readWhole(whole)
  if (yuan === null || text === '' || !/[元圆角分]/.test(text)) return null
  const fen = yuan * 100 + Math.max(0, DIGITS.indexOf(jiao || '零')) * 10 + Math.max(0, DIGITS.indexOf(rest || '零'))
  // what reads so and is never written so (拾 before 佰, two of one place) is no amount
  return toWords(fen).replaceAll('零', '').replace(/整$/, '') === bare.replace('圆', '元').replace(/[整正]$/, '')
    ? fen
    : null
}

function readWhole(words: string): number | null {
  let [total, tens, group, digit] = [0, 0, 0, 0]
  for (const word of words) {
    const place = PLACES.indexOf(word)
    if (word === '亿') [total, tens, group, digit] = [(tens + group + digit) * 100_000_000, 0, 0, 0]
    else if (word === '万') [tens, group, digit] = [(group + digit) * 10_000, 0, 0]
    else if (place >= 0) [group, digit] = [group + digit * 10 ** (3 - place), 0]
    else if (DIGITS.includes(word)) digit = DIGITS.indexOf(word)
    else return null
  }
  return total + tens + group + digit
}

/** Operations on money. */
export const AMOUNT_OPERATIONS = { amountInWords }
