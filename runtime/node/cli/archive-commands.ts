import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { printTable } from '../table.ts'
import { caseOf } from './case-of.ts'
import { print } from './print.ts'
import type { WithGateway } from './run-command.ts'

/** `case closing|archive|package`: what is still to be done before a case is filed, filing it, and all that is kept of it as a file. */
export function addArchiveCommands(cases: Command, run: WithGateway): void {
  cases
    .command('closing <no>')
    .description('归档前还差什么')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      run(async (gateway) => {
        const { checkClosing } = await import('../../../core/archive/closing.ts')
        const checks = await checkClosing(gateway, await caseOf(gateway.store.cases.byNo, no))
        print(options.json, checks, () =>
          printTable(
            ['检查', '还要办什么'],
            checks.map(({ title, todo }) => [title, todo ?? '✓']),
          ),
        )
        return checks.every(({ todo }) => todo === null) ? 0 : 1
      }),
    )
  cases
    .command('archive <no>')
    .description('归档:检查齐全后做成归档信息包')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      run(async (gateway) => {
        const { archiveCase } = await import('../../../core/archive/archive-case.ts')
        const filed = await archiveCase(gateway, no, { id: 'cli' })
        print(options.json, filed, () =>
          process.stdout.write(`已归档 ${no},信息包 ${filed.sizeBytes} 字节,SHA-256 ${filed.sha256}\n`),
        )
        return 0
      }),
    )
  cases
    .command('package <no>')
    .description('办件的存证包(ZIP),可离线核验')
    .requiredOption('--out <file>', '写到这个文件')
    .action((no: string, options: { out: string }) =>
      run(async (gateway) => {
        const { packCase } = await import('../../../core/archive/pack-case.ts')
        const { filedPackage } = await import('../../../core/archive/archive-case.ts')
        const { recordAudit } = await import('../../../core/audit-trail.ts')
        const value = await caseOf(gateway.store.cases.byNo, no)
        await recordAudit(gateway, { id: 'cli' }, 'case.evidence', { object: no })
        const filed = await filedPackage(gateway, value)
        const zip = filed ? Readable.from([filed]) : Readable.from(packCase(gateway, value, 'evidence', 'staff:cli'))
        await pipeline(zip, createWriteStream(options.out, { mode: 0o600 }))
        process.stdout.write(`已写到 ${options.out}\n`)
        return 0
      }),
    )
}
