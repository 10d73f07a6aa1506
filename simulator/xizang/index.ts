import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { Behaviour, PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { createCollecting } from './collecting.ts'
import { isOpen } from './dates.ts'
import { createDesk } from './desk.ts'
import { openExchangeFolder } from './exchange-folder.ts'
import { createHandling, type Handled } from './handling.ts'
import type { OpenPackage } from './open-package.ts'
import { createProgressTeller } from './tell-progress.ts'

const SCAN_MS = 30 * 60_000

/** 西藏 as an office at an exchange directory: scans it, writes receipts, handles what the other side brings, brings its own cases, misbehaves on demand. Without `stepDelayMs` it scans every half hour of its office hours (§1.2), with it as often as that. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const root = options.folder ?? mkdtempSync(join(tmpdir(), 'xizang-'))
  const folder = openExchangeFolder(root, now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const progress = createProgressTeller({ now, folder, stepDelayMs: options.stepDelayMs ?? SCAN_MS })
  const handling = createHandling({ now, received, progress })
  const collecting = createCollecting({ now, folder, pushed, patienceMs: 8_000 })

  function take(opened: OpenPackage, behaviour: Behaviour): Handled {
    switch (opened.parts.kind) {
      case 'SQ':
        return handling.apply(opened, behaviour)
      case 'BZ':
        return handling.supplement(opened)
      case 'CX':
        return handling.withdraw(opened)
      case 'HF':
        return collecting.takeProgress(opened)
      case 'TS':
        return { lines: [{ code: 'E03', says: '这一类包由藏方发出' }] }
    }
  }

  const desk = createDesk({ now, folder, takeBehaviour: behaviours.take, slowMs: options.slowMs ?? 5_000, take })
  const timer = setInterval(
    () => {
      if (options.stepDelayMs !== undefined || isOpen(now())) desk.scan()
    },
    Math.max(options.stepDelayMs ?? SCAN_MS, 10),
  )
  return serveRegion({
    region: '540000',
    name: '西藏',
    port: options.port,
    beside: [pathToFileURL(root).href],
    behaviours: behavioursOf('540000'),
    receivedCases: received,
    pushedCases: pushed,
    async exchange(_request, response) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('没有接口,见交换目录')
    },
    answerFault: (response) => void response.writeHead(500).end(),
    stop() {
      clearInterval(timer)
      desk.stop()
      progress.stop()
      if (options.folder === undefined) rmSync(root, { recursive: true, force: true })
    },
    setBehaviour: behaviours.set,
    pushCase: collecting.push as Simulator['pushCase'],
  })
}
