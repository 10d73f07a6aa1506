import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { anonymised } from '../../../core/evidence/anonymise.ts'
import { draftRegion, MODELS } from '../../../core/evidence/draft-region.ts'
import { type Proposal, proposeLines } from '../../../core/evidence/propose.ts'
import { readSample, type Sample } from '../../../core/evidence/sample.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { findRegionFolder } from '../region-files.ts'
import { projectConfig } from './config.ts'
import { colour } from './print.ts'

export interface ProposeOptions {
  readonly into?: string
  readonly code: string
  readonly pinyin: string
  readonly name: string
  readonly url: string
  readonly json?: boolean
}

const MOST_BYTES = 1024 * 1024
const CONFIDENCE = { high: '高', middle: '中', low: '低' } as const

/** Proposes a mapping from sample messages, line by line with its evidence; with `into` also writes the draft folder that `region lint` reads. */
export function proposeCommand(matterId: string, paths: readonly string[], options: ProposeOptions): number {
  const config = projectConfig()
  const matter = config.matters.find(({ id }) => id === matterId)
  if (!matter) throw new GatewayError('matter-unknown', `没有事项 ${matterId}`)
  const samples = paths.map(openSample)
  const proposal = proposeLines(matter, samples, config.codes)
  if (options.json) process.stdout.write(`${JSON.stringify(proposal)}\n`)
  else show(proposal)
  if (options.into === undefined) return 0
  const { code, pinyin, name, url } = options
  const region = { code, pinyin, name, baseUrl: url, agreement: '待填', from: '2026-01-01', until: '2026-12-31' }
  const model = findRegionFolder(MODELS[proposal.format])
  const { lines } = proposal
  const draft = draftRegion(config, { region, matter, lines, samples: anonymised(samples, lines), model })
  const folder = join(options.into, basename(draft.folder))
  if (existsSync(folder)) throw new GatewayError('state-conflict', `${folder} 已经存在,没有改动它`)
  for (const [file, text] of Object.entries(draft.files)) {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
  }
  process.stderr.write(`已写入 ${folder}:草稿,样例对均标“未核”,不能直接启用。接下来:tongban region lint ${folder}\n`)
  return 0
}

function openSample(path: string): Sample {
  if (!existsSync(path)) throw new GatewayError('not-found', `没有文件 ${path}`)
  if (statSync(path).size > MOST_BYTES) throw new GatewayError('body-too-large', `${path} 超过 1 MB,请只取一份报文`)
  const read = readSample({ name: basename(path), bytes: readFileSync(path) })
  if (read.ok) return read.value
  throw new GatewayError('body-invalid', read.faults.map((one) => `${one.path}:${one.message}。${one.fix}`).join('\n'))
}

function show({ lines, format, charset, samples, personal }: Proposal): void {
  for (const { field, path, label, confidence, reasons, constant, material } of lines) {
    const meaning = material ? '(材料清单)' : (path ?? (constant === undefined ? '(未认出)' : '(固定值)'))
    const word = CONFIDENCE[confidence]
    const shade = confidence === 'high' ? 'green' : confidence === 'middle' ? 'yellow' : 'red'
    process.stdout.write(`${colour(shade, word)} ${field} → ${meaning} ${label} ${colour('dim', reasons.join(';'))}\n`)
  }
  const count = (wanted: string) => lines.filter(({ confidence }) => confidence === wanted).length
  process.stdout.write(
    `${samples} 份样例,${format},${charset}:${lines.length} 行,高 ${count('high')} · 中 ${count('middle')} · 低 ${count('low')};个人信息 ${personal} 项\n`,
  )
}
