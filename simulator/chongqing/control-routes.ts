import { PUSH_VARIANTS, type Simulator } from '../contract.ts'
import type { IncomingRequest } from './check-request.ts'
import type { ExchangeLog } from './exchange-log.ts'
import { asObject } from './json.ts'
import { isPushed, PUSHED } from './matters.ts'

export interface ControlReply {
  status: number
  contentType: string
  body: string
}

const json = (value: unknown, status = 200): ControlReply => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
})

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

function tableOf(headings: string[], rows: (string | number)[][]): string {
  const cells = (tag: string, row: (string | number)[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(String(cell))}</${tag}>`).join('')}</tr>`
  if (rows.length === 0) return '<p>暂无</p>'
  return `<table>${cells('th', headings)}${rows.map((row) => cells('td', row)).join('')}</table>`
}

const STYLE =
  'body{font:16px/1.6 sans-serif;margin:2rem;max-width:70rem}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3rem .6rem;text-align:left}'

function page(simulator: Simulator): ControlReply {
  const received = simulator
    .received()
    .map((one) => [
      one.caseNo,
      one.partnerCaseNo,
      one.matter,
      one.status,
      one.messages,
      one.duplicates,
      one.corrections,
    ])
  const pushed = simulator
    .pushed()
    .map((one) => [one.partnerCaseNo, one.gatewayCaseNo, one.status, one.events.length, one.faults.join('；')])
  const body = [
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>重庆模拟器</title>',
    `<style>${STYLE}</style><h1>重庆市(500000)模拟器</h1><p>演示用,数据均为虚构。</p><h2>收到的办件</h2>`,
    tableOf(['对方办件编号', '本方编号', '事项', '状态', '报文', '重复', '补正'], received),
    '<h2>报出的办件</h2>',
    tableOf(['本方办件编号', '对方编号', '状态', '事件', '发现的不符'], pushed),
    '<p><a href="/_sim/log">最近往来</a></p></html>',
  ].join('')
  return { status: 200, contentType: 'text/html; charset=utf-8', body }
}

async function control(simulator: Simulator, path: string, body: Record<string, unknown>): Promise<ControlReply> {
  if (path === '/_sim/behaviour') {
    const { behaviours } = simulator
    const behaviour = behaviours.find((known) => known === body['behaviour'])
    if (!behaviour) return json({ error: `behaviour 只有 ${behaviours.join('、')}` }, 400)
    const times = body['times']
    simulator.setBehaviour(behaviour, typeof times === 'number' ? times : undefined)
    return json({ behaviour, times: times ?? null })
  }
  const matter = body['matter']
  const variant = PUSH_VARIANTS.find((known) => known === (body['variant'] ?? 'ok'))
  if (!isPushed(matter) || !variant) return json({ error: `须给 matter(${PUSHED.join('、')})与 variant` }, 400)
  return json(await simulator.pushCase(matter, variant))
}

/** Answers what tests and people ask of the simulator itself, under /_sim. */
export async function answerControl(
  simulator: Simulator,
  log: ExchangeLog,
  request: IncomingRequest,
): Promise<ControlReply> {
  const path = request.target.split('?')[0] ?? ''
  if (request.method === 'GET') {
    if (path === '/_sim/received') return json(simulator.received())
    if (path === '/_sim/pushed') return json(simulator.pushed())
    if (path === '/_sim/log') return json(log.last())
    if (path === '/_sim' || path === '/_sim/') return page(simulator)
  }
  if (request.method === 'POST' && (path === '/_sim/behaviour' || path === '/_sim/push')) {
    try {
      return await control(simulator, path, asObject(JSON.parse(Buffer.from(request.body).toString() || '{}')))
    } catch (error) {
      return json({ error: String(error) }, 400)
    }
  }
  return json({ error: '没有此操作' }, 404)
}
