import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { createCollecting } from './collecting.ts'
import { createFileStore } from './file-store.ts'
import { createHandling } from './handling.ts'
import { readRequest } from './read-request.ts'
import { createSessionOffice } from './session-office.ts'
import { answer, send } from './wire.ts'

/** 贵州 as a server of its own: one session, signed forms, uploads; handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const office = createSessionOffice(now)
  const files = createFileStore(now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({
    ...options,
    now,
    files,
    received,
    takeBehaviour: behaviours.take,
    expire: office.expire,
  })
  const collecting = createCollecting({ gatewayUrl: options.gatewayUrl, now, pushed, files })

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, group, operation = ''] = /^\/gzxt\/api\/(\w+)\/(\w+)\.do$/.exec(request.url ?? '') ?? []
    const read = await readRequest(request)
    if (!read) return send(response, answer('2006', '报文不是约定的表单'))
    const { form, file } = read
    if (group === 'login') return office.serve(operation, request, form, response)
    const refused = office.check(request, form)
    if (refused) return send(response, answer(refused, '拒绝'))
    if (group === 'file' && operation === 'upload') return files.upload(form, file, response)
    if (group === 'file' && operation === 'download') return files.download(form, response)
    if (group === 'feedback') return send(response, collecting.takeProgress(form))
    return handling.take(operation, form, response)
  }

  return serveRegion({
    region: '520000',
    name: '贵州',
    port: options.port,
    behaviours: behavioursOf('520000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, answer('9999', '模拟地区内部错误')),
    stop: () => handling.stop(),
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
}
