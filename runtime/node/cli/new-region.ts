import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { regionAfterModel } from '../../../core/definitions/region-after-model.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { JsonObject } from '../../../core/json.ts'
import { findRegionFolder, type RegionFolder } from '../region-files.ts'
import { readJsonFile } from './open-rules.ts'

/** What is asked, in this order. `ok` says whether an answer will do. */
const QUESTIONS = [
  { key: 'code', text: '6 位区划代码', ok: /^\d{6}$/, want: '6 位数字' },
  { key: 'pinyin', text: '拼音(文件夹名用)', ok: /^[a-z][a-z0-9]*$/, want: '小写字母' },
  { key: 'name', text: '名称', ok: /^.{2,30}$/, want: '2 至 30 个字' },
  { key: 'like', text: '照哪个已有的地区起头(编号)', ok: /^\d{6}$/, want: '6 位数字' },
  { key: 'baseUrl', text: '对方接口地址', ok: /^https?:\/\/[^\s/]+(\/\S*)?$/, want: 'https:// 开头的地址' },
  { key: 'agreement', text: '协议编号', ok: /^.{1,60}$/, want: '1 至 60 个字' },
  { key: 'from', text: '协议自哪天起(yyyy-MM-dd)', ok: /^\d{4}-\d{2}-\d{2}$/, want: '2026-01-01 这样的日期' },
  { key: 'until', text: '协议至哪天止(yyyy-MM-dd)', ok: /^\d{4}-\d{2}-\d{2}$/, want: '2028-12-31 这样的日期' },
  { key: 'matters', text: '事项(逗号分隔,如 M02,M07)', ok: /^M\d{2}(,M\d{2})*$/, want: 'M02,M07 这样的清单' },
] as const

type Answers = Readonly<Record<(typeof QUESTIONS)[number]['key'], string>>

/** Writes a new region's folder after an existing one: its rules, tables and golden pairs as a start, its own agreement, addresses and key names. Asks what it needs, or takes the answers from a file. */
export async function newRegionCommand(options: { answers?: string; into: string }): Promise<number> {
  const answers = options.answers === undefined ? await ask() : readAnswers(readJsonFile(options.answers))
  const model = findRegionFolder(answers.like)
  const folder = join(options.into, `${answers.code}-${answers.pinyin}`)
  if (existsSync(folder)) throw new GatewayError('state-conflict', `${folder} 已经存在,没有改动它`)
  const files = toFiles(model, answers)
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
  }
  process.stdout.write(
    `已写入 ${folder}(${Object.keys(files).length} 个文件)。接下来:\n` +
      `  1. 照对方的接口文档改 ${folder}/ 里的规则、码表,把 pairs/ 换成文档里的样例\n` +
      `  2. tongban region lint ${folder}\n` +
      `  3. tongban key set 密钥名(名称见 region.yaml 的 options)\n`,
  )
  return 0
}

async function ask(): Promise<Answers> {
  if (!process.stdin.isTTY) throw new GatewayError('body-invalid', '不在终端里,请用 --answers 给出答案文件')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answers: Record<string, string> = {}
  for (const { key, text, ok, want } of QUESTIONS) {
    let answer = (await terminal.question(`${text}:`)).trim()
    while (!ok.test(answer)) answer = (await terminal.question(`  应为${want}。${text}:`)).trim()
    answers[key] = answer
  }
  terminal.close()
  return answers as unknown as Answers
}

function readAnswers(given: JsonObject): Answers {
  const wrong = QUESTIONS.filter(({ key, ok }) => typeof given[key] !== 'string' || !ok.test(given[key] as string))
  if (wrong.length === 0) return given as unknown as Answers
  const faults = wrong.map(({ key, text, want }) => ({
    path: key,
    code: 'format',
    message: `${text}应为${want}`,
    fix: '请改答案文件',
  }))
  throw new GatewayError('body-invalid', faults.map(({ path, message }) => `${path}:${message}`).join(';'), faults)
}

function toFiles(model: RegionFolder, answers: Answers): Record<string, string> {
  const wanted = answers.matters.split(',')
  const missing = wanted.filter((matter) => !Object.hasOwn(model.files, `${matter}.yaml`))
  if (missing.length > 0)
    throw new GatewayError('matter-unknown', `${answers.like} 没有事项 ${missing.join('、')},请换一个起头的地区`)
  const kept = Object.entries(model.files).filter(([name]) => {
    const matter = /^(?:pairs\/)?(M\d{2})/.exec(name)?.[1]
    return name !== 'region.yaml' && (matter === undefined || wanted.includes(matter))
  })
  return { 'region.yaml': regionAfterModel(model, { ...answers, matters: wanted }), ...Object.fromEntries(kept) }
}
