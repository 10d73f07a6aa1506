import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PushVariant, Simulator } from './contract.ts'

const MAX_BODY_BYTES = 10_000
const MATTERS = ['M02', 'M07'] as const
const VARIANTS: readonly PushVariant[] = ['ok', 'duplicate', 'conflict', 'bad-signature', 'stale', 'replayed', 'bad-id']

const escapeHtml = (text: unknown): string =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

function tableOf(headings: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (tag: string, cells: readonly unknown[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  return rows.length === 0
    ? '<p>暂无</p>'
    : `<table border="1">${line('th', headings)}${rows.map((row) => line('td', row)).join('')}</table>`
}

function page(simulator: Simulator, title: string): string {
  const received = simulator
    .received()
    .map((one) => [one.caseNo, one.partnerCaseNo, one.matter, one.status, one.faults?.join(';') ?? ''])
  const pushed = simulator
    .pushed()
    .map((one) => [one.partnerCaseNo, one.gatewayCaseNo, one.status, one.faults.join(';')])
  return [
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${title}(模拟)</title>`,
    `<h1>${title}(模拟,示例)</h1><p>演示用,数据均为虚构。</p><h2>收到的办件</h2>`,
    tableOf(['对方办件编号', '本方编号', '事项', '状态', '发现的不符'], received),
    '<h2>报出的办件</h2>',
    tableOf(['本方办件编号', '对方编号', '状态', '发现的不符'], pushed),
    '</html>',
  ].join('')
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return {}
    chunks.push(chunk as Buffer)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

interface Reply {
  readonly status: number
  readonly value: unknown
}
const WRONG = (message: string): Reply => ({ status: 400, value: { error: message } })

async function act(simulator: Simulator, path: string, body: Record<string, unknown>): Promise<Reply> {
  if (path === '/_sim/behaviour') {
    const { behaviours } = simulator
    const behaviour = behaviours.find((known) => known === body['behaviour'])
    if (!behaviour) return WRONG(`behaviour 只有 ${behaviours.join('、')}`)
    simulator.setBehaviour(behaviour, body['times'] === undefined ? undefined : Number(body['times']))
    return { status: 200, value: {} }
  }
  const matter = MATTERS.find((known) => known === body['matter'])
  const variant = VARIANTS.find((known) => known === (body['variant'] ?? 'ok'))
  if (path !== '/_sim/push' || !matter || !variant) return WRONG('须给 matter(M02、M07)与 variant')
  return { status: 200, value: await simulator.pushCase(matter, variant) }
}

const LOOKS: Readonly<Record<string, (simulator: Simulator) => unknown>> = {
  '/_sim/received': (simulator) => simulator.received(),
  '/_sim/count': (simulator) => ({ received: simulator.received().length }),
  '/_sim/pushed': (simulator) => simulator.pushed(),
}

/** Answers what tests and people ask of a simulator itself, under `/_sim`: received, count, pushed, behaviour, push, and a page for everything else. */
export async function answerControl(
  simulator: Simulator,
  title: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url?.split('?')[0] ?? ''
  const look = LOOKS[path]
  if (!look && request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    return void response.end(page(simulator, title))
  }
  const { status, value } = look
    ? { status: 200, value: look(simulator) }
    : await act(simulator, path, await readBody(request))
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(value))
}
