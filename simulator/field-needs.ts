/** What another field of the same message says; `''` for nothing. */
export type LookUp = (name: string) => string

/** Whether `KEY=a/b` holds (`*` anything), or several joined by `&` do. */
export function isTrue(condition: string, lookUp: LookUp): boolean {
  return condition.split('&').every((one) => {
    const [name = '', wanted = ''] = one.split('=')
    const value = lookUp(name)
    return wanted === '*' ? value !== '' : wanted.split('/').includes(value)
  })
}

/** What a field's need means here: `M` must be, `O` may be, a condition must be where it holds; with `!` behind it only there, with `?` may be there and only there. */
export function needOf(need: string, lookUp: LookUp): { readonly isWanted: boolean; readonly isAllowed: boolean } {
  if (need === 'M' || need === 'O') return { isWanted: need === 'M', isAllowed: true }
  const holds = isTrue(need.replace(/[!?]$/, ''), lookUp)
  return { isWanted: holds && !need.endsWith('?'), isAllowed: holds || !/[!?]$/.test(need) }
}
