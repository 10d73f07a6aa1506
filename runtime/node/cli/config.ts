import { type Config, readConfig } from '../../../core/definitions/config.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { readDefinitionFiles } from '../definition-files.ts'

/** The project's own matters and codes; throws with every fault where they cannot be read. */
export function projectConfig(): Config {
  const read = readConfig(readDefinitionFiles(process.env['TONGBAN_DEFINITIONS'] || undefined))
  if (read.ok) return read.value
  const lines = read.faults.map(({ path, message, fix }) => `  ${path} ${message}${fix ? `;${fix}` : ''}`)
  throw new GatewayError('form-invalid', `config/ 有 ${read.faults.length} 处问题:\n${lines.join('\n')}`)
}
