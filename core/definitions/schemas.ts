import { z } from 'zod'
import type { JsonObject } from '../json.ts'
import { OPERATIONS } from '../mapping/operations/registry.ts'
import { envelopeShape, matterShape, progressShape, regionShape, sharedTablesShape } from '../mapping/region-shape.ts'

/** A region's files as JSON Schema 2020-12, and what each operation of a rule takes; for whoever writes one. */
export interface DefinitionSchemas {
  readonly files: Readonly<Record<keyof typeof SHAPES, JsonObject>>
  readonly operations: readonly {
    readonly name: string
    readonly args: readonly { readonly name: string; readonly want: string; readonly needed: boolean }[]
  }[]
}

const SHAPES = {
  region: regionShape,
  envelope: envelopeShape,
  progress: progressShape,
  tables: sharedTablesShape,
  matter: matterShape,
}

let made: DefinitionSchemas | undefined

/** Made of the very shapes by which the files are read. */
export function definitionSchemas(): DefinitionSchemas {
  made ??= {
    files: Object.fromEntries(
      Object.entries(SHAPES).map(([name, shape]) => [
        name,
        // a transformation has no schema of what it makes; what is written is what counts here
        z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as unknown as JsonObject,
      ]),
    ) as unknown as DefinitionSchemas['files'],
    operations: Object.entries(OPERATIONS).map(([name, { args, needs }]) => ({
      name,
      args: Object.entries(args).map(([key, { want }]) => ({ name: key, want, needed: needs.includes(key) })),
    })),
  }
  return made
}
