import { join } from 'node:path'
import { inject } from 'vitest'
import { assemble } from '../../core/definitions/parts.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { readShippedOnce } from '../../runtime/node/prepared-definitions.ts'

/** The project's own definitions, read once in a run; a fault in them fails the test that asks. */
export function projectDefinitions() {
  const read = readShippedOnce(readDefinitionFiles(), join(inject('runFolder'), 'definitions.json'))
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('\n'))
  return assemble(Object.values(read.value).map(({ part }) => part))
}
