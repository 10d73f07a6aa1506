import { fork } from 'node:child_process'
import type { Fault } from '../../core/fault.ts'

/** What the process of `prepareApart` is given. */
export interface Preparation {
  readonly files: Readonly<Record<string, string>>
  /** where `readShippedOnce` keeps what was read */
  readonly preparedPath: string
  /** digests of the subjects that were checked before */
  readonly known: ReadonlySet<string>
  /** YYYY-MM-DD */
  readonly today: string
}

/** Reads and checks definitions in a process of its own, so that the memory this takes (some 80 MiB) ends with it: what was read lies at `preparedPath` then. Every fault at its file:line:column. */
export function prepareApart(preparation: Preparation): Promise<readonly Fault[]> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./prepare-main.ts', import.meta.url), [], { execArgv: [], serialization: 'advanced' })
    child.once('message', (faults) => resolve(faults as readonly Fault[]))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`检查定义文件的进程意外结束(${code ?? '被终止'}),请重新启动`)))
    child.send(preparation, (error) => error && reject(error))
  })
}
