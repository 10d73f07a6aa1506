import { Command } from 'commander'
import { addArchiveCommands } from './archive-commands.ts'
import { addAuditCommands } from './audit-commands.ts'
import { addBundleCommands } from './bundle-commands.ts'
import { addCaseCommands } from './case-commands.ts'
import { toChinese, translateTitle } from './chinese-help.ts'
import { addClockCommand } from './clock-command.ts'
import { addDeliveryCommands } from './delivery-commands.ts'
import { addDocumentCommands } from './document-commands.ts'
import { addGatewayCommands } from './gateway-commands.ts'
import { addHealthCommands } from './health-commands.ts'
import { addIndicatorCommand } from './indicator-command.ts'
import { addLicenceCommands } from './licence-commands.ts'
import { addPeopleCommands } from './people-commands.ts'
import { addRatingCommands } from './rating-commands.ts'
import { addRegionCommands } from './region-commands.ts'
import { addReminderCommand } from './reminder-command.ts'
import { runCommand, withGateway, withStore } from './run-command.ts'
import { addSignCommands } from './sign-commands.ts'

/** The whole command line, ready to parse. What a command needs is loaded when it runs, so that help need not wait for it. */
export function createProgram(): Command {
  const program = new Command('tongban')
    .description('通办网关的命令行。设置取自环境变量,与网关相同(TONGBAN_DATA、TONGBAN_DATABASE……)。')
    .addHelpText('after', '\n退出码:0 完成,1 所问或所查的有问题,2 命令本身失败。')
  const cases = program.command('case').description('办件')
  const deliveries = program.command('delivery').description('投递')
  const regions = program.command('region').description('地区')
  addCaseCommands(cases, withStore)
  addClockCommand(cases, withGateway)
  addBundleCommands(program, runCommand, withStore)
  addDeliveryCommands(deliveries, withStore, withGateway)
  addRegionCommands(regions, runCommand)
  addGatewayCommands({ cases, regions, program }, withGateway)
  addDocumentCommands({ cases, regions }, withGateway)
  addArchiveCommands(cases, withGateway)
  addHealthCommands(regions, withStore)
  addAuditCommands(program, withStore)
  addIndicatorCommand(program, withGateway)
  addPeopleCommands(program, runCommand, withStore)
  addLicenceCommands(program, withStore)
  addRatingCommands(program, withStore)
  addReminderCommand(program, withStore)
  addSignCommands(program, runCommand)
  for (const command of [program, ...everyCommand(program)]) inChinese(command)
  return program
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((one) => [one, ...everyCommand(one)])
}

function inChinese(command: Command): Command {
  if (command.commands.length > 0) command.helpCommand('help [command]', '显示一个命令的用法')
  return command
    .helpOption('-h, --help', '显示用法')
    .configureHelp({ styleTitle: translateTitle })
    .configureOutput({ outputError: (text, write) => write(toChinese(text)) })
    .showHelpAfterError('(用 --help 看用法)')
}
