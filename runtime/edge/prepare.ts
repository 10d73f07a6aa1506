import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { isRole, ROLES } from '../../core/permissions.ts'
import { readDefinitionFiles } from '../node/definition-files.ts'
import { type NewPerson, type Present, writePreparation } from './preparation.ts'

const MAX_OUTPUT_BYTES = 100_000_000
const ASK = 'select number from schema_number; select * from definition_versions; select * from definition_activations'

const { values: flags } = parseArgs({
  options: {
    local: { type: 'boolean', default: false },
    'persist-to': { type: 'string' },
    out: { type: 'string', default: '.build/prepare.sql' },
    staff: { type: 'string', multiple: true, default: [] },
  },
})

const place = flags.local
  ? ['--local', ...(flags['persist-to'] ? ['--persist-to', flags['persist-to']] : [])]
  : ['--remote']

async function main(): Promise<void> {
  const people = flags.staff.map(readPerson)
  const sql = await writePreparation(await askDatabase(), readDefinitionFiles(), people, Date.now())
  if (sql === '') return void process.stdout.write('数据库已是这一版:没有要执行的 SQL。\n')
  mkdirSync(dirname(flags.out), { recursive: true })
  writeFileSync(flags.out, sql, { mode: 0o600 })
  for (const { person, token } of people)
    process.stdout.write(`${person.name}(${person.roles.join('、')})的令牌,只显示这一次:${token}\n`)
  process.stdout.write(
    `建表与定义的 SQL 已写入 ${flags.out},请执行:\n  npx wrangler d1 execute DB ${place.join(' ')} --file ${flags.out}\n`,
  )
}

/** What the database has, through wrangler and the operator's own sign-in there; null where it is empty. */
async function askDatabase(): Promise<Present | null> {
  const args = ['wrangler', 'd1', 'execute', 'DB', ...place, '--json', '--command', ASK]
  const answer = await promisify(execFile)('npx', args, { maxBuffer: MAX_OUTPUT_BYTES }).catch(
    (error: { stdout?: string; stderr?: string }) => ({ stdout: error.stdout ?? '', stderr: error.stderr ?? '' }),
  )
  if (/no such table: schema_number/.test(answer.stdout + answer.stderr)) return null
  try {
    const [schema, versions, activations] = JSON.parse(answer.stdout) as { results: Present['versions'] }[]
    return {
      schemaNumber: Number(schema?.results[0]?.['number']),
      versions: versions?.results ?? [],
      activations: activations?.results ?? [],
    }
  } catch {
    throw new Error(`wrangler 没有读到数据库 DB(${place[0]}):\n${answer.stdout}${answer.stderr}`)
  }
}

/** `编号:岗位:姓名`; throws where it is none. */
function readPerson(text: string): NewPerson {
  const [, id, role = '', name] = /^([\w-]{1,60}):(\w+):(.+)$/.exec(text) ?? []
  if (!id || !isRole(role) || !name)
    throw new Error(`--staff “${text}”应为 编号:岗位:姓名,岗位是 ${Object.keys(ROLES).join('、')} 之一`)
  const token = randomBytes(32).toString('base64url')
  return { person: { id, name, roles: [role], matters: [] }, token }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : '没有写成'}\n`)
  process.exitCode = 1
}
