import { readdirSync, readFileSync } from 'node:fs'
import { checkAndMap } from '../../../core/case/check.ts'
import type { Fault } from '../../../core/fault.ts'
import { checkForm } from '../../../core/form/check-form.ts'
import type { JsonObject } from '../../../core/json.ts'
import { shapeOf } from '../../../core/list-path.ts'
import type { CaseMaterial, Matter } from '../../../core/matter.ts'
import { caseOf } from '../../store/sample-rows.ts'
import { gatewayInMemory } from '../../support/gateway-in-memory.ts'
import { type Changes, changed, SAMPLE_TODAY } from '../samples/sample.ts'

/** What is wrong with a form by the matter alone, and by matter and region as at intake. */
export interface Judged {
  readonly matter: readonly Fault[]
  readonly intake: readonly Fault[]
}

interface Good {
  readonly form: JsonObject
  readonly mode: string
  readonly materials: readonly CaseMaterial[]
}

const folderOf = new Map(readdirSync('regions').map((folder) => [folder.slice(0, 6), `regions/${folder}/pairs`]))

/** The pairs of each region that people could have filled in, as region, matter and the rest of the name; the largest fills each field to its length, whatever it means. */
export const GOOD: readonly (readonly [string, string, string])[] = [...folderOf].flatMap(([region, folder]) =>
  readdirSync(folder)
    .flatMap((file) => [/^(M\d\d)-(normal|weird)\.json$/.exec(file) ?? []])
    .flatMap(([, matter, name]) => (matter && name ? [[region, matter, name] as const] : [])),
)

/** The form of a region's golden pair, without what core puts beside it. */
function readGood(matter: string, region: string, name: string): Good {
  const text = readFileSync(`${folderOf.get(region)}/${matter}-${name}.json`, 'utf8')
  const { input, materials } = JSON.parse(text) as { input: JsonObject; materials: CaseMaterial[] }
  const { home: _, matter: __, message: ___, memo: ____, case: known, ...form } = input
  const { handlingDivision = '', mode = '1' } = (known ?? {}) as JsonObject
  return { form: { ...form, case: { handlingDivision } }, mode: String(mode), materials }
}

/** Judges forms with the function that the API's check and submission ask, on the samples' day. */
export async function openIntake() {
  const http = { send: () => Promise.reject(new Error('nothing is sent')) }
  const { gateway } = await gatewayInMemory(`${SAMPLE_TODAY}T10:30:00+08:00`, {}, http)
  const mappingOf = (matter: string, region: string) => {
    const mapping = gateway.regions.get(region)?.mappings.get(matter)
    if (!mapping) throw new Error(`no mapping of ${matter} for ${region}`)
    return mapping
  }
  function judge(matter: string, region: string, { form, mode, materials }: Good): Judged {
    const value = caseOf('good', { matter, region, mode, form, materials })
    const { codes } = gateway
    const given = { matter: gateway.matters.get(matter) as Matter, codes, form, materials, mode, today: SAMPLE_TODAY }
    const message = { id: 'message', seq: 1 }
    return {
      matter: checkForm(given),
      intake: checkAndMap(gateway, mappingOf(matter, region), value, 'apply', message).faults,
    }
  }
  return {
    /** What the window calls a field: the matter's label or the region's own. */
    labelOf(id: string, region: string, path: string): string {
      const shape = shapeOf(path).replace(/\.(division|detail)$/, '')
      const known = [...(gateway.matters.get(id)?.fields ?? []), ...mappingOf(id, region).overlay()]
      return known.find((field) => field.path === path || field.path === shape)?.label ?? `no field ${path}`
    },
    /** What intake has against one of a region's golden pairs as it is. */
    judgeGood: (matter: string, region: string, name: string) => judge(matter, region, readGood(matter, region, name)),
    /** What a region's ordinary pair is told of once the change is in it and was not before. */
    check(matter: string, region: string, change: Changes): Judged {
      const good = readGood(matter, region, 'normal')
      const before = judge(matter, region, good)
      const after = judge(matter, region, { ...good, form: changed(good.form, change) })
      return { matter: newOf(before.matter, after.matter), intake: newOf(before.intake, after.intake) }
    },
  }
}

function newOf(before: readonly Fault[], after: readonly Fault[]): Fault[] {
  return after.filter(({ path, code }) => !before.some((one) => one.path === path && one.code === code))
}
