import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { hebeiM07Pair } from '../regions/hebei-pair.ts'

/** The folder of 河北. */
export const HEBEI = 'regions/130000-hebei'

/** Definitions with one region and one matter: the project's own matters and codes, and 河北 with M07 alone, its golden pairs made of the document's own sample. */
export function hebeiAlone(): Record<string, string> {
  const own = new RegExp(`^config/|^${HEBEI}/(region|envelope|progress|tables|M07)\\.yaml$`)
  const files = Object.fromEntries(Object.entries(readDefinitionFiles()).filter(([path]) => own.test(path)))
  const region = (files[`${HEBEI}/region.yaml`] ?? '').replaceAll(/^ {4}M(?!07)\d\d: .*\n/gm, '')
  const pair = JSON.stringify(hebeiM07Pair())
  const pairs = ['normal', 'largest', 'weird'].map((name) => [`${HEBEI}/pairs/M07-${name}.json`, pair] as const)
  return { ...files, [`${HEBEI}/region.yaml`]: region, ...Object.fromEntries(pairs) }
}
