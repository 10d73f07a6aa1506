import { layerChecks, type VectorFiles } from './layer-checks.ts'

/** A Worker that runs every check of the layers on the vectors it is sent and answers what each gave, in their order. */
export default {
  async fetch(request: Request): Promise<Response> {
    const checks = layerChecks((await request.json()) as VectorFiles)
    const given: unknown[] = []
    for (const check of checks) given.push(await check.got().catch((error: unknown) => String(error)))
    return Response.json(given)
  },
}
