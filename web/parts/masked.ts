/** Personal data as a screen that faces a hall may show it: a number by its ends, a name by its first letter. */
export function masked(text: string): string {
  const letters = [...text]
  if (/^1\d{10}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(7)}`
  if (/^[\dA-Za-z]{8,}$/.test(text)) return `${text.slice(0, 3)}${'*'.repeat(letters.length - 7)}${text.slice(-4)}`
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text.slice(0, 4)}-**-**`
  return `${letters[0] ?? ''}${'*'.repeat(Math.min(6, Math.max(1, letters.length - 1)))}`
}
