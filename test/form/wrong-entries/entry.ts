import type { Changes } from '../samples/sample.ts'

/** Matter or region · what is wrong · the change to the good form · where it must be stopped */
export type Entry = readonly [string, string, Changes, string]
