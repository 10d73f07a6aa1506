import { readFileSync } from 'node:fs'

/** A sample of 陕西's document, byte for byte. */
export function shaanxiSample(name: string): Buffer {
  return readFileSync(new URL(`../regions/vectors/610000/${name}`, import.meta.url))
}
