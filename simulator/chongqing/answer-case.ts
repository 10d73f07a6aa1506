import { setTimeout as pause } from 'node:timers/promises'
import iconv from 'iconv-lite'
import { flood } from '../flood.ts'
import type { Admission } from './check-request.ts'
import { driveCase } from './drive-case.ts'
import * as drafts from './event-drafts.ts'
import { JSON_TYPE } from './http-signature.ts'
import { deliver, stateEvent } from './push-event.ts'
import type { HandledCase, Region } from './region.ts'
import { receiveCase } from './register-case.ts'
import { type Exchange, logExchange, sendBytes, sendHtml, sendJson } from './send-reply.ts'

const EARLY_CALLBACK_MS = 3000

async function pushReceivedFirst(region: Region, handled: HandledCase): Promise<void> {
  const event = stateEvent(region, handled, drafts.received())
  const delivered = deliver(region, handled, event).catch(() => undefined)
  await Promise.race([delivered, pause(EARLY_CALLBACK_MS, undefined, { signal: region.signal })])
}

/** Answers `POST /tb/v1/cases` the way the case's behaviour says, then handles the case. */
export async function answerCase(region: Region, exchange: Exchange, admission: Admission): Promise<void> {
  const { reply, handled, behaviour } = receiveCase(region, admission)
  if (behaviour === 'hang') return logExchange(region, exchange, 0, '', '不作应答')
  if (behaviour === 'html') return sendHtml(region, exchange)
  if (behaviour === 'flood') {
    logExchange(region, exchange, 200, '', '应答没有尽头')
    return flood(exchange.response, JSON_TYPE)
  }
  if (handled && behaviour === 'callback-first') await pushReceivedFirst(region, handled)
  if (handled && behaviour === 'slow') await pause(region.slowMs, undefined, { signal: region.signal })
  if (behaviour === 'reset') {
    logExchange(region, exchange, 0, '', '登记后断开')
    exchange.response.destroy()
  } else if (behaviour === 'gbk') {
    const text = JSON.stringify({ ...reply.body, message: '已登记，等待审核' })
    sendBytes(region, exchange, { status: reply.status, body: iconv.encode(text, 'gbk'), contentType: JSON_TYPE })
  } else sendJson(region, exchange, reply)
  if (handled) void driveCase(region, handled)
}
