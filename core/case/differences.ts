import { isObject, type Json } from '../json.ts'

const MOST = 20
/** A name longer than any of ours is shown by its beginning. */
const MOST_PATH = 120

/** The dotted paths at which two values differ, at most twenty, never the values themselves. */
export function firstDifferences(first: Json, second: Json): string[] {
  const found: string[] = []
  walk(first, second, '', found)
  return found
}

function walk(first: Json | undefined, second: Json | undefined, path: string, found: string[]): void {
  if (found.length >= MOST || first === second) return
  if (Array.isArray(first) && Array.isArray(second)) {
    for (let index = 0; index < Math.max(first.length, second.length); index += 1)
      walk(first[index], second[index], `${path}[${index}]`, found)
    return
  }
  if (isObject(first) && isObject(second)) {
    for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
      walk(first[key], second[key], path === '' ? key : `${path}.${key}`, found)
    }
    return
  }
  found.push(path.length > MOST_PATH ? `${path.slice(0, MOST_PATH)}…` : path)
}
