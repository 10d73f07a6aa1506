import { readDefinitions } from '../../core/definitions/parts.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'

/** The project's own definitions; a fault in them fails the test that asks. */
export function projectDefinitions() {
  const read = readDefinitions(readDefinitionFiles())
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('\n'))
  return read.value
}
