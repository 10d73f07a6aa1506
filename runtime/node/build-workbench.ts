import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = join(ROOT, 'web')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')
/** Where the built workbench is. */
export const WORKBENCH_FOLDER = join(ROOT, '.build/web')

/** Builds the workbench where it was not built or something of it changed since. What cannot be built is said, and does not keep the gateway from starting. */
export function buildWorkbench(): void {
  const page = join(WORKBENCH_FOLDER, 'index.html')
  if (!existsSync(SOURCES) || (existsSync(page) && statSync(page).mtimeMs >= newestChange())) return
  if (!existsSync(VITE))
    return void process.stderr.write(
      '工作台没有构建:没有装 vite。请用 npm ci(不带 --omit=dev)安装,或带上构建好的 .build/web\n',
    )
  process.stderr.write('正在构建工作台……\n')
  const { status } = spawnSync(process.execPath, [VITE, 'build', 'web', '--logLevel', 'error'], {
    cwd: ROOT,
    // whoever builds it, a test run too, builds what people get: the libraries' development copies are several times slower
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) process.stderr.write('工作台没有构建成;网关照常启动\n')
}

function newestChange(): number {
  const files = readdirSync(SOURCES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}

if (import.meta.main) buildWorkbench()
