import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { m02Form, m02Materials } from '../form/samples/m02.ts'
import { m07Form, m07Materials } from '../form/samples/m07.ts'
import { samplePdf } from '../form/samples/sample.ts'
import type { TestGateway } from './gateway.ts'

/** Uploads the sample's files and gives the body of a new case that names them. */
export async function newCaseBody(
  gateway: TestGateway,
  matter: 'M02' | 'M07',
  change: { form?: JsonObject; mode?: string; extra?: JsonObject; region?: string } = {},
): Promise<JsonObject> {
  const materials = matter === 'M07' ? m07Materials() : m02Materials()
  const form = change.form ?? (matter === 'M07' ? m07Form() : m02Form({ 'agent.until': '2099-12-31' }))
  return {
    region: change.region ?? '130000',
    matter,
    mode: change.mode ?? (matter === 'M07' ? '1' : '2'),
    form: { ...form, ...(matter === 'M07' ? { extra: { commitFlag: false, ...change.extra } } : {}) },
    materials: await Promise.all(materials.map((material) => toInput(gateway, material))),
    submit: true,
  }
}

async function toInput(gateway: TestGateway, { file, ...material }: CaseMaterial): Promise<JsonObject> {
  const input = { ...material } as unknown as JsonObject
  return file ? { ...input, fileId: await gateway.upload('window', file.name, samplePdf(file.name)) } : input
}
