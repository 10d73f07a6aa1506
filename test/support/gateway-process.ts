import { type ChildProcess, spawn } from 'node:child_process'
import { MASTER_KEY } from './data-folder.ts'

export interface GatewayProcess {
  readonly child: ChildProcess
  /** resolves once it has ended */
  readonly ended: Promise<{ code: number | null; signal: string | null; stderr: string }>
  /** resolves once it answers; throws where it ended before */
  ready(): Promise<void>
}

/** The gateway as a process of its own over a prepared folder; `entry` starts it another way than people do. */
export function startProcess(setting: {
  folder: string
  port: number
  regionUrls?: string
  env?: Record<string, string>
  entry?: string
}): GatewayProcess {
  const env = {
    ...process.env,
    TONGBAN_DATA: setting.folder,
    TONGBAN_PORT: String(setting.port),
    TONGBAN_MASTER_KEY: MASTER_KEY,
    TONGBAN_ALLOW_PRIVATE: '127.0.0.1',
    TONGBAN_REGION_URLS: setting.regionUrls ?? '',
    TONGBAN_LOG: 'silent',
    ...setting.env,
  }
  const entry = setting.entry ?? 'runtime/node/main.ts'
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  let over = false
  const ended = new Promise<{ code: number | null; signal: string | null; stderr: string }>((resolve) => {
    child.on('close', (code, signal) => {
      over = true
      resolve({ code, signal, stderr })
    })
  })
  const ready = async () => {
    for (;;) {
      const answered = await fetch(`http://127.0.0.1:${setting.port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
      if (answered) return
      if (over) throw new Error(`the gateway ended: ${stderr}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return { child, ended, ready }
}
