import type { Command } from 'commander'
import type { RunCommand } from './run-command.ts'

/** Commands on signatures; none needs a gateway. */
export function addSignCommands(program: Command, run: RunCommand): void {
  const signs = program.command('sign').description('签名')
  signs
    .command('schemes')
    .description('列出签名方案和各自要的字段')
    .option('--json', '输出 JSON')
    .action((options: { json?: boolean }) =>
      run(async () => (await import('./explain-signature.ts')).schemesCommand(options)),
    )
  signs
    .command('explain <scheme>')
    .description('逐步算出一个请求的签名:待签串(密钥遮住)、字节、摘要、签名、请求头')
    .requiredOption('--request <file>', '请求的 JSON,字段见 tongban sign schemes')
    .requiredOption('--key-file <file>', '密钥文件;十六进制写作 hex: 开头,末尾的换行不算')
    .option('--compare <text>', '对方的签名或待签串:说出与我方从哪里起不同')
    .option('--json', '输出 JSON')
    .action((scheme: string, options: { request: string; keyFile: string; compare?: string; json?: boolean }) =>
      run(async () => (await import('./explain-signature.ts')).explainCommand(scheme, options)),
    )
}
