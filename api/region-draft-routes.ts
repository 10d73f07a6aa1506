import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import { fromBase64 } from '../core/base64.ts'
import { checkVersion, readVersion, saveDraft } from '../core/definitions/publish.ts'
import { regionFolderOf } from '../core/definitions/subjects.ts'
import { anonymised } from '../core/evidence/anonymise.ts'
import { draftRegion, MODELS } from '../core/evidence/draft-region.ts'
import { mendLines } from '../core/evidence/mend-lines.ts'
import { proposeLines } from '../core/evidence/propose.ts'
import { readSample, type Sample } from '../core/evidence/sample.ts'
import { targetsOf } from '../core/evidence/targets.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { proposalAnswer, proposeBody, regionDraftAnswer, regionDraftBody } from './region-draft-bodies.ts'

const TAG = '定义'

/** A new region of its messages: what they seem to mean, and a draft of it. Samples are read and forgotten; a draft holds none of anybody's data. */
export function regionDraftRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .use('*', allow('definition.publish'))
    .post(
      '/propose',
      describe(TAG, '由样例报文推出对照,逐行给出把握与依据;不留样例', {
        answers: { 200: ['逐行的对照', proposalAnswer] },
        codes: ['body-invalid', 'matter-unknown', 'region-unknown'],
        roles: true,
        json: true,
      }),
      validator('json', proposeBody, refuseBody),
      async (c) => {
        const { matter, samples, proposal } = propose(gateway, c.req.valid('json'))
        const protocol = gateway.regions.get(MODELS[samples[0]?.format ?? 'json'])?.protocol ?? ''
        const targets = targetsOf(matter).map(({ path, label }) => ({ path, label }))
        return c.json({ ...proposal, protocol, lines: [...proposal.lines], targets } as z.infer<typeof proposalAnswer>)
      },
    )
    .post(
      '/',
      describe(TAG, '由样例与核定的对照存一版新地区的草稿;样例对均标未核', {
        answers: { 201: ['已存的草稿与检查的结果', regionDraftAnswer] },
        codes: ['body-invalid', 'matter-unknown', 'region-unknown', 'state-conflict', 'definition-invalid'],
        roles: true,
        json: true,
      }),
      validator('json', regionDraftBody, refuseBody),
      async (c) => {
        const body = c.req.valid('json')
        const { region } = body
        if (gateway.regions.has(region.code))
          throw new GatewayError('state-conflict', `地区 ${region.code} 已在用,请在该地区的定义里另存一版`)
        const { matter, samples, proposal } = propose(gateway, body)
        const lines = mendLines(proposal.lines, body.choices, matter, samples, gateway.codes)
        const model = await modelFor(gateway, proposal.format)
        const kept = anonymised(samples, lines)
        const draft = draftRegion(gateway.config, { region, matter, lines, samples: kept, model })
        const files = Object.fromEntries(
          Object.entries(draft.files).map(([name, text]) => [`${draft.folder}/${name}`, text]),
        )
        const author = c.get('staff').id
        const note = `由 ${samples.length} 份样例推得 ${matter.id},未核`
        const { number } = await saveDraft(gateway, region.code, { files, note, author })
        const { findings, errors } = await checkVersion(gateway, region.code, number, author)
        const { open } = draft
        return c.json(
          { subject: region.code, number, state: 'draft' as const, open: [...open], findings: [...findings], errors },
          201,
        )
      },
    )
}

function propose(gateway: Gateway, { matter: id, samples: given }: z.infer<typeof proposeBody>) {
  const matter = gateway.config.matters.find((one) => one.id === id)
  if (!matter) throw new GatewayError('matter-unknown', `没有事项 ${id}`)
  const samples = given.map(open)
  const formats = new Set(samples.map(({ format }) => format))
  if (formats.size > 1) throw new GatewayError('body-invalid', `几份样例写法不同(${[...formats].join('、')}),请分开推`)
  return { matter, samples, proposal: proposeLines(matter, samples, gateway.codes) }
}

function open(given: z.infer<typeof proposeBody>['samples'][number], index: number): Sample {
  const bytes = given.base64 === undefined ? new TextEncoder().encode(given.text) : fromBase64(given.base64)
  if (!bytes) throw new GatewayError('body-invalid', `${given.name}:base64 写法不对`)
  const read = readSample({ name: given.name, bytes })
  if (read.ok) return read.value
  const faults = read.faults.map((fault) => ({ ...fault, path: `samples[${index}]` }))
  throw new GatewayError('body-invalid', `${given.name}:${read.faults[0]?.message ?? '读不懂'}`, faults)
}

/** The region that a way of writing starts from, as it is in force. */
async function modelFor(gateway: Gateway, format: Sample['format']) {
  const code = MODELS[format]
  const found = (await gateway.store.definitions.inForce()).find(({ subject }) => subject === code)
  if (!found) throw new GatewayError('region-unknown', `起头要用的地区 ${code} 不在用`)
  return regionFolderOf((await readVersion(gateway, code, found.number)).texts)
}
