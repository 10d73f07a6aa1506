import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import type { MatterCode } from '../../simulator/contract.ts'
import { sampleJpeg, samplePdf } from '../form/samples/sample.ts'
import type { TestGateway } from './gateway.ts'
import { REGION_SAMPLES } from './region-samples.ts'

/** Uploads the files of a region's sample (河北's where none is named) and gives the body of a new case that names them. */
export async function newCaseBody(
  gateway: TestGateway,
  matter: MatterCode,
  change: { form?: JsonObject; mode?: string; extra?: JsonObject; region?: string } = {},
): Promise<JsonObject> {
  const region = change.region ?? '130000'
  const sample = REGION_SAMPLES[region]?.[matter]
  if (!sample) throw new Error(`no sample of ${matter} for ${region}`)
  const extra = { ...sample.extra, ...change.extra }
  return {
    region,
    matter,
    mode: change.mode ?? sample.mode,
    form: { ...(change.form ?? sample.form), ...(Object.keys(extra).length > 0 ? { extra } : {}) },
    materials: await Promise.all(sample.materials.map((material) => toInput(gateway, material))),
    submit: true,
  }
}

async function toInput(gateway: TestGateway, { file, ...material }: CaseMaterial): Promise<JsonObject> {
  const input = { ...material } as unknown as JsonObject
  if (!file) return input
  const bytes = file.mediaType === 'image/jpeg' ? sampleJpeg(file.name) : samplePdf(file.name)
  return { ...input, fileId: await gateway.upload('window', file.name, bytes) }
}
