import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { createCallbacks } from './callbacks.ts'
import { createCollecting } from './collecting.ts'
import { DEMO } from './demo-keys.ts'
import { checkDoor, readBody } from './door.ts'
import { createFolder, type Folder } from './folder.ts'
import { createHandling } from './handling.ts'
import { MATTERS } from './matters.ts'
import { createReceipts } from './receipts.ts'
import { serveSftp } from './sftp-server.ts'
import { answer, send } from './wire.ts'

/** 陕西 as two servers of its own: HTTPS JSON, and SFTP with a folder; it never calls the gateway. `folder` and `cut` are for tests. */
export async function startSimulator(
  options: SimulatorOptions,
): Promise<Simulator & { readonly folder: Folder; cut(): void }> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const folder = createFolder(now)
  const receipts = createReceipts(folder)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const callbacks = createCallbacks({ folder, receipts, now, stepDelayMs: options.stepDelayMs })
  const handling = createHandling({ ...options, now, folder, callbacks, received, takeBehaviour: behaviours.take })
  const collecting = createCollecting({ folder, receipts, now, pushed })
  const sftp = await serveSftp(folder)

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://region')
    const body = await readBody(request)
    if (!body) return send(response, answer(40001, '报文太大'))
    const refused = checkDoor(request, body, now())
    if (refused) return send(response, answer(...refused))
    const operation = /^\/tbjk\/v1\/(tj|bz|ch|jd|bdbb)$/.exec(url.pathname)?.[1] ?? ''
    const isAsking = operation === 'jd' || operation === 'bdbb'
    if (operation === '' || (request.method === 'GET') !== isAsking) return send(response, answer(40401, '接口不存在'))
    if (operation === 'jd') return send(response, handling.progressOf(url.searchParams.get('lsh') ?? ''))
    if (operation === 'bdbb') return send(response, versionsOf(url.searchParams.get('sxid') ?? ''))
    return handling.take(operation, body, response)
  }

  const served = await serveRegion({
    region: '610000',
    name: '陕西',
    port: options.port,
    beside: [`sftp://${DEMO.account}@127.0.0.1:${sftp.port}#${encodeURIComponent(DEMO.hostFingerprint)}`],
    behaviours: behavioursOf('610000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, answer(50001, '模拟地区内部错误')),
    stop() {
      handling.stop()
      return sftp.close()
    },
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
  return { ...served, folder, cut: sftp.cut }
}

/** `GET /bdbb` (§3.2, §9.1). */
function versionsOf(sxid: string): object {
  if (!MATTERS[sxid]) return answer(40001, '没有这个事项')
  const bb = [
    { bdbb: 'v3', qyrq: '2024/7/1', tyrq: '2026/3/31' },
    { bdbb: 'v4', qyrq: '2026/3/1', tyrq: '' },
  ]
  return answer(200, '操作成功', { sxid, bb })
}
