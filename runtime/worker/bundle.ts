import { execFileSync } from 'node:child_process'
import { build, type Plugin } from 'esbuild'

/** Modules of Node that workerd has itself under `nodejs_compat`, pure JavaScript all of them; npm packages of long standing (iconv-lite) ask for them. */
export const SHIMS = ['buffer', 'events', 'stream', 'string_decoder', 'timers'] as const

const shims: Plugin = {
  name: 'nodejs_compat shims',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(node:)?(${SHIMS.join('|')})$`) }, ({ path }) => ({
      path: path.startsWith('node:') ? path : `node:${path}`,
      external: true,
    }))
  },
}

/** What lets a CommonJS package require a shim from inside an ES module. */
const REQUIRE = `${SHIMS.map((name) => `import * as shim_${name} from 'node:${name}';`).join('')}const require = (name) => { const found = {${SHIMS.map((name) => `'node:${name}': shim_${name}`).join(',')}}[name]; if (!found) throw new Error('no ' + name); return found.default ?? found };`

/** The Worker as one ES module, its definitions read and checked anew; throws what `bundleForWorkerd` throws. To be called from the project's root. */
export async function bundleWorker(minify = false): Promise<string> {
  execFileSync(process.execPath, ['runtime/worker/write-definitions.ts'])
  return bundleForWorkerd('runtime/worker/main.ts', minify)
}

/** One ES module of a file and all it imports, without Node's modules but for the shims; where another is asked for it throws, naming the module and the file that asks. */
export async function bundleForWorkerd(entry: string, minify = false): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify,
    // Chinese words as they are: escaped they would take twice the room
    charset: 'utf8',
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    plugins: [shims],
    banner: { js: REQUIRE },
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
