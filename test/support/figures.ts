import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FIGURES = '.build/figures'

/** Keeps what was measured, to be looked at beside the pictures. */
export function keepFigure(name: string, figure: object): void {
  mkdirSync(FIGURES, { recursive: true })
  writeFileSync(join(FIGURES, `${name}.json`), `${JSON.stringify(figure)}\n`)
}
