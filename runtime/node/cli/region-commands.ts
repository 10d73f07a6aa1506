import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import type { ConformOptions } from '../conform/conform-command.ts'
import type { ProposeOptions } from './propose-region.ts'

const KINDS = 'apply、supplement、withdraw、shipment、progress'

/** Commands on definitions as they lie on disk; none of them needs a running gateway or its store. `run` sets the exit code and words the known faults. What a command needs is loaded when it runs: help must not wait for it. */
export function addRegionCommands(regions: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  regions
    .command('lint [dir]')
    .description('检查地区定义:各道关口、对照样例;dir 为 regions/ 或其中一个地区,默认为本项目的全部地区')
    .option('--json', '每行一个 JSON,最后一行是汇总')
    .action((dir: string | undefined, options: { json?: boolean }) =>
      run(async () => (await import('./lint.ts')).lintCommand(dir, options.json, systemClock.now())),
    )
  regions
    .command('try <region> <matter> <file>')
    .description('把一份表单写成对方的报文,附损失清单;不发送。file 为对照样例,或含 input、materials 的 JSON')
    .option('--kind <kind>', `报文种类:${KINDS}`, 'apply')
    .option('--json', '输出 JSON')
    .action((region: string, matter: string, file: string, options: { kind: string; json?: boolean }) =>
      run(async () => (await import('./try.ts')).tryCommand(region, matter, file, options, systemClock.now())),
    )
  regions
    .command('back <region> <matter> <file>')
    .description('把对方的报文读成规范表单')
    .option('--kind <kind>', `报文种类:${KINDS}`, 'apply')
    .option('--json', '输出 JSON')
    .action((region: string, matter: string, file: string, options: { kind: string; json?: boolean }) =>
      run(async () => (await import('./try.ts')).backCommand(region, matter, file, options)),
    )
  regions
    .command('diff <a> <b>')
    .description('两个地区定义(编号或文件夹)逐条规则的差别')
    .option('--json', '输出 JSON')
    .action((a: string, b: string, options: { json?: boolean }) =>
      run(async () => (await import('./diff.ts')).diffCommand(a, b, options)),
    )
  regions
    .command('conform <region>')
    .description('照对照样例与对方的测试环境(不给地址时与模拟地区)逐项联调,出报告')
    .option('--endpoint <url>', '对方测试环境的地址;密钥取自本网关的密钥库')
    .option('--public-url <url>', '对方访问本机的地址;给了才查回告')
    .option('--port <port>', '本机监听的端口,0 为任选', '0')
    .option('--wait <seconds>', '等对方回告多久', '5')
    .option('--matters <list>', '只查这些事项,如 M02,M07')
    .option('--behave <behaviour>', '让模拟地区这样对待办件', 'ok')
    .option('--html <file>', '另写一份 HTML 报告')
    .option('--json', '输出 JSON')
    .action((region: string, options: ConformOptions) =>
      run(async () => (await import('../conform/conform-command.ts')).conformCommand(region, options)),
    )
  regions
    .command('propose <matter> <samples...>')
    .description('由样例报文(JSON、XML、表单、CSV、WSDL、OpenAPI)推出对照,逐行给出依据与把握;--into 另写草稿文件夹')
    .option('--into <dir>', '把草稿地区写到哪里')
    .option('--code <code>', '6 位区划代码', '990000')
    .option('--pinyin <pinyin>', '拼音(文件夹名用)', 'yangli')
    .option('--name <name>', '名称', '样例地区')
    .option('--url <url>', '对方接口地址', 'https://partner.example')
    .option('--json', '输出 JSON')
    .action((matter: string, samples: string[], options: ProposeOptions) =>
      run(async () => (await import('./propose-region.ts')).proposeCommand(matter, samples, options)),
    )
  regions
    .command('new')
    .description('新建一个地区:逐项询问,照一个已有的地区写出能过检查的文件夹')
    .option('--answers <file>', '不询问,答案取自这个 JSON 文件')
    .option('--into <dir>', '写到哪里', 'regions')
    .action((options: { answers?: string; into: string }) =>
      run(async () => (await import('./new-region.ts')).newRegionCommand(options)),
    )
}
