import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { load } from 'js-yaml'

/** `simulator.yaml` of a region that was drafted from its messages. */
interface Definition {
  readonly region: string
  readonly name: string
  readonly format: string
  /** the field that names the case */
  readonly caseNo: string | null
  /** fields that every sample had */
  readonly required: readonly string[]
  readonly answers?: { readonly taken: object; readonly refused: object }
}

/** A message as the simulated region took it, or why it did not. */
interface Taken {
  readonly caseNo: string
  readonly faults: readonly string[]
}

const MOST_BYTES = 5 * 1024 * 1024

/** A region that is known by its messages alone: it takes what has the fields that every sample had, and answers as its draft says answers are read. It does no steps of its own: those only the partner's document tells. */
export async function startDraftedRegion(folder: string, port = 0) {
  const definition = load(readFileSync(join(folder, 'simulator.yaml'), 'utf8')) as Definition
  const { answers } = definition
  if (!answers || !['json', 'form', 'openapi'].includes(definition.format))
    throw new Error(
      `${definition.name}的写法(${definition.format})还不能由样例模拟,请照 simulator/ 里同协议的地区写一个`,
    )
  const received: Taken[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MOST_BYTES) request.destroy()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      const taken = take(definition, Buffer.concat(chunks).toString('utf8'), received.length + 1)
      received.push(taken)
      const answer = taken.faults.length > 0 ? answers.refused : answers.taken
      const text = JSON.stringify(answer)
        .replaceAll('{caseNo}', `SIM${String(received.length).padStart(8, '0')}`)
        .replaceAll('{faults}', taken.faults.join(';').replaceAll(/["\\]/g, ''))
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    name: definition.name,
    region: definition.region,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: (): readonly Taken[] => received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function take({ format, required, caseNo }: Definition, text: string, count: number): Taken {
  const tree = format === 'form' ? Object.fromEntries(new URLSearchParams(text)) : parsed(text)
  if (tree === null) return { caseNo: '', faults: ['报文读不懂'] }
  const faults = required.filter((path) => blank(valueAt(tree, path))).map((path) => `缺 ${path}`)
  return { caseNo: caseNo === null ? String(count) : String(valueAt(tree, caseNo) ?? ''), faults }
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

const blank = (value: unknown) => value === undefined || value === null || value === ''

/** A member by its path; text within text is opened on the way. */
function valueAt(tree: object, path: string): unknown {
  let value: unknown = tree
  for (const step of path.split('.')) {
    const group = typeof value === 'string' ? parsed(value) : value
    if (typeof group !== 'object' || group === null) return undefined
    value = (group as Record<string, unknown>)[step]
  }
  return value
}
