import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Command } from 'commander'
import { GatewayError } from '../../../core/gateway-error.ts'
import { conflictOf, isRole, ROLES, type Role } from '../../../core/permissions.ts'
import { KeyTaken } from '../../../core/store/driver.ts'
import { systemClock } from '../clock.ts'
import { print } from './print.ts'
import type { RunCommand, WithStore } from './run-command.ts'

/** People and keys. */
export function addPeopleCommands(program: Command, run: RunCommand, withStore: WithStore): void {
  program
    .command('staff')
    .description('人员')
    .command('add <id>')
    .description('登记一名人员并发给令牌(只显示这一次)')
    .requiredOption('--name <name>', '姓名')
    .requiredOption('--role <role>', `岗位,多个以逗号分隔:${Object.keys(ROLES).join('、')}`)
    .option('--matters <ids>', '经办人可办的事项,逗号分隔;不写为全部', '')
    .option('--json', '输出 JSON')
    .action((id: string, options: { name: string; role: string; matters: string; json?: boolean }) =>
      withStore(async (store) => {
        const { name } = options
        const roles = readRoleList(options.role)
        const token = randomBytes(32).toString('base64url')
        const matters = options.matters.split(',').filter((matter) => matter !== '')
        if (!/^[\w-]{1,60}$/.test(id)) throw new GatewayError('body-invalid', '编号只能是字母、数字、- 和 _')
        const { hashToken } = await import('../../../api/access.ts')
        const added = store.people.addWithToken({ id, name, roles, matters }, hashToken(token), systemClock.now())
        await added.catch((error: unknown) => {
          throw error instanceof KeyTaken ? new GatewayError('state-conflict', `已有编号为 ${id} 的人员`) : error
        })
        print(options.json, { id, role: options.role, token }, () =>
          process.stdout.write(`${name}(${options.role})的令牌:${token}\n`),
        )
        return 0
      }),
    )

  program
    .command('key')
    .description('密钥')
    .command('set <name>')
    .description('存入一个密钥;值从标准输入读,--hex 时按十六进制')
    .option('--hex', '值是十六进制')
    .action((name: string, options: { hex?: boolean }) =>
      run(async () => {
        const { readSettings } = await import('../settings.ts')
        const { openFileKeyring } = await import('../file-keyring.ts')
        const settings = readSettings(process.env)
        const secret = readSecret(await readInput(), options.hex ?? false)
        openFileKeyring(join(settings.dataFolder, 'keys.json'), settings.masterKey).set(name, secret)
        process.stdout.write(`密钥 ${name} 已存入\n`)
        return 0
      }),
    )
}

function readRoleList(text: string): Role[] {
  const roles = text.split(',').map((role) => {
    if (!isRole(role))
      throw new GatewayError('body-invalid', `没有“${role}”这个岗位,可选 ${Object.keys(ROLES).join('、')}`)
    return role
  })
  const conflict = conflictOf(roles)
  if (conflict) throw new GatewayError('roles-conflict', conflict)
  return roles
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8').trim()
}

function readSecret(text: string, isHex: boolean): Uint8Array {
  if (text === '') throw new GatewayError('body-invalid', '标准输入是空的:请把密钥的值从标准输入给出')
  if (isHex && !/^([0-9a-f]{2})+$/i.test(text)) throw new GatewayError('body-invalid', '值不是十六进制')
  return Buffer.from(text, isHex ? 'hex' : 'utf8')
}
