/** Brings a field into sight and into focus, unfolding what it lies in; of a path that is no field the one it lies in. */
export function goToField(path: string): void {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-field]')]
  const named = (wanted: string) => fields.find((one) => one.dataset['field'] === wanted)
  let at = path
  let found = named(at)
  while (!found && /[.[]/.test(at)) {
    at = at.slice(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('[')))
    found = named(at)
  }
  for (let fold = found?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true
  const control = found?.querySelector<HTMLElement>('input:not([type=file]), select, button')
  control?.scrollIntoView({ block: 'center' })
  control?.focus()
}
