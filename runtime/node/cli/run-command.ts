import type { Gateway } from '../../../core/gateway.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { Store } from '../../../core/store/store.ts'
import type { Settings } from '../settings.ts'

export type RunCommand = (work: () => Promise<number>) => Promise<void>
export type WithStore = (work: (store: Store, settings: Settings) => Promise<number>) => Promise<void>
export type WithGateway = (work: (gateway: Gateway) => Promise<number>) => Promise<void>

/** Runs a command's work and sets the exit code: 0 done, 1 something is wrong with what was asked or found, 2 the command itself failed. */
export const runCommand: RunCommand = async (work) => {
  try {
    process.exitCode = await work()
  } catch (error) {
    const known = error instanceof GatewayError
    const words = known ? error.detail : error instanceof Error ? error.message : '命令失败'
    process.stderr.write(`${words}\n`)
    process.exitCode = known ? 1 : 2
  }
}

/** The same on the store that the environment's settings name. */
export const withStore: WithStore = (work) =>
  runCommand(async () => {
    const { openMigratedStore } = await import('./open-store.ts')
    const { store, settings } = await openMigratedStore()
    try {
      return await work(store, settings)
    } finally {
      await store.close()
    }
  })

/** The same on a gateway that neither logs nor delivers. */
export const withGateway: WithGateway = (work) =>
  runCommand(async () => {
    const { openQuietGateway } = await import('./open-gateway.ts')
    const local = await openQuietGateway()
    try {
      return await work(local.gateway)
    } finally {
      await local.close()
    }
  })
