import { execFileSync } from 'node:child_process'
import { build } from 'esbuild'

/** The Worker as one ES module, bundled without any of Node's modules; fails where one is asked for. */
export async function bundleWorker(minify = false): Promise<string> {
  execFileSync(process.execPath, ['runtime/worker/write-definitions.ts'])
  const { outputFiles } = await build({
    entryPoints: ['runtime/worker/main.ts'],
    bundle: true,
    write: false,
    minify,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
