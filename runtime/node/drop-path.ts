/** The names on a path of a drop, from its root; throws where it leads out of it. */
export function stepsOf(path: string): string[] {
  const steps = path.split('/').filter((step) => step !== '')
  if (path.startsWith('/') || !steps.every(isPlainName)) throw new Error('the path leads out of the drop')
  return steps
}

/** Whether a name stands for something right in its directory. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)
}
