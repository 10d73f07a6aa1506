import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import {
  COMMON_BEHAVIOURS,
  type PushedCase,
  type ReceivedCase,
  type Simulator,
  type SimulatorOptions,
} from '../contract.ts'
import { answerControl } from '../control-routes.ts'
import { createCollecting } from './collecting.ts'
import { createFileStore } from './file-store.ts'
import { createHandling } from './handling.ts'
import { readRequest } from './read-request.ts'
import { createSessionOffice } from './session-office.ts'
import { answer, send } from './wire.ts'

/** 贵州 as a server of its own: one session, signed forms, uploads; handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const office = createSessionOffice(now)
  const files = createFileStore(now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({ ...options, now, files, received, takeBehaviour: behaviours.take })
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

  const server = createServer((request, response) => {
    const work = request.url?.startsWith('/_sim')
      ? answerControl(simulator, '贵州', request, response)
      : exchange(request, response)
    work.catch(() => {
      if (!response.headersSent) send(response, answer('9999', '模拟地区内部错误'))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const simulator: Simulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: '520000',
    behaviours: COMMON_BEHAVIOURS,
    async close() {
      handling.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
    received: () => [...received.values()],
    pushed: () => [...pushed.values()],
  }
  return simulator
}
