import type { TestGateway } from './gateway.ts'

/** One gateway for so many parts of a file, each of which starts and stops it as if it were its own: it starts with the first and ends with the last. */
export function sharedGateway(parts: number, start: () => Promise<TestGateway>): () => Promise<TestGateway> {
  let started: Promise<TestGateway> | undefined
  let left = parts
  return async () => {
    started ??= start()
    const gateway = await started
    return {
      ...gateway,
      async stop() {
        left -= 1
        if (left === 0) await gateway.stop()
      },
    }
  }
}
