/** Prints a value as JSON where asked for, else lets `show` print it for people. */
export function print(json: boolean | undefined, value: object, show: () => void): void {
  if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  else show()
}

const COLOURS = { red: 31, yellow: 33, green: 32, dim: 2 } as const

/** Coloured on a terminal, plain in a pipe or where NO_COLOR is set. */
export function colour(name: keyof typeof COLOURS, text: string): string {
  const plain = !process.stdout.isTTY || process.env['NO_COLOR'] !== undefined
  return plain ? text : `\x1b[${COLOURS[name]}m${text}\x1b[0m`
}
