import type { Command } from 'commander'
import { progressOf } from '../../../core/bundle/progress.ts'
import type { Savings } from '../../../core/bundle/savings.ts'
import { SAVING_FORMULAS } from '../../../core/bundle/savings.ts'
import { toThemeView } from '../../../core/bundle/theme-view.ts'
import { BUNDLE_STATES, CHILD_STATES } from '../../../core/bundle/words.ts'
import { STATUSES } from '../../../core/case/status.ts'
import type { Config } from '../../../core/definitions/config.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { toTime } from '../../../core/time.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { RunCommand, WithStore } from './run-command.ts'

interface Output {
  json?: boolean
}

/** Bundles (一件事): the themes that there are, and where each bundle stands; never a form. */
export function addBundleCommands(program: Command, run: RunCommand, withStore: WithStore): void {
  const bundles = program.command('bundle').description('一件事一次办')
  bundles
    .command('themes')
    .description('主题一览,各省多少')
    .option('--json', '输出 JSON')
    .action((options: Output) =>
      run(async () => {
        const { themes, matters, codes } = await config()
        const views = themes.map((theme) => toThemeView(theme, matters, codes))
        print(options.json, views, () => {
          for (const { id, name, summary, children, savings } of views) {
            process.stdout.write(
              `${id}  ${name}  ${children.map(({ name: one }) => one).join(' → ')}\n    ${summary}\n`,
            )
            printSavings(savings)
          }
        })
        return 0
      }),
    )
  bundles
    .command('theme <id>')
    .description('一个主题:要问的、要交的,每样一次')
    .option('--json', '输出 JSON')
    .action((id: string, options: Output) =>
      run(async () => {
        const { themes, matters, codes } = await config()
        const theme = themes.find((one) => one.id === id)
        if (!theme) throw new GatewayError('not-found', `没有编号为“${id}”的主题`)
        const view = toThemeView(theme, matters, codes)
        print(options.json, view, () => {
          process.stdout.write(`${view.id}  ${view.name}:${view.summary}\n\n`)
          printTable(
            ['问题', '路径', '哪些事项要'],
            view.questions.map(({ path, field, needs }) => [
              field.label,
              path,
              [...new Set(needs.map(({ child }) => child))].join('、') || '主题',
            ]),
          )
          process.stdout.write('\n')
          printTable(
            ['材料', '编号', '哪些事项要'],
            view.materials.map(({ slot, name, needs }) => [name, slot, needs.map(({ child }) => child).join('、')]),
          )
          printSavings(view.savings)
        })
        return 0
      }),
    )
  bundles
    .command('list')
    .description('列表,新的在前')
    .option('--limit <n>', '最多几件', '20')
    .option('--json', '输出 JSON')
    .action((options: Output & { limit: string }) =>
      withStore(async (store) => {
        const found = await store.bundles.list({ limit: Number(options.limit) || 20 })
        const { matters } = await config()
        const rows = await Promise.all(
          found.map(async (bundle) => ({
            no: bundle.no,
            theme: bundle.theme.id,
            name: bundle.theme.name,
            state: progressOf(bundle, await store.bundles.casesOf(bundle.id), matters).state,
            createdAt: toTime(bundle.createdAt),
          })),
        )
        print(options.json, rows, () =>
          printTable(
            ['编号', '主题', '办到哪里', '收件时间'],
            rows.map(({ no, name, state, createdAt }) => [no, name, BUNDLE_STATES[state], createdAt.slice(0, 19)]),
          ),
        )
        return 0
      }),
    )
  bundles
    .command('show <no>')
    .description('一件:各事项办到哪里,省了什么')
    .option('--json', '输出 JSON')
    .action((no: string, options: Output) =>
      withStore(async (store) => {
        const bundle = await store.bundles.byNo(no)
        if (!bundle) throw new GatewayError('not-found', `没有编号为 ${no} 的一件事`)
        const { matters } = await config()
        const { state, children, say, savings } = progressOf(bundle, await store.bundles.casesOf(bundle.id), matters)
        const rows = children.map(({ child, state: own, value }) => ({
          key: child.key,
          name: child.name,
          matter: child.matter,
          state: own,
          caseNo: value?.no ?? null,
          region: value?.region ?? null,
          status: value?.status ?? null,
        }))
        print(options.json, { no, theme: bundle.theme.id, state, children: rows, say, savings }, () => {
          process.stdout.write(`${no}  ${bundle.theme.name}  ${BUNDLE_STATES[state]}\n\n`)
          printTable(
            ['事项', '地区', '办件编号', '状态'],
            rows.map(({ name, region, caseNo, status, state: own }) => [
              name,
              region ?? '—',
              caseNo ?? '—',
              status ? STATUSES[status] : CHILD_STATES[own],
            ]),
          )
          for (const words of say) process.stdout.write(`\n${words}\n`)
          printSavings(savings)
        })
        return 0
      }),
    )
}

/** The project's own themes, matters and codes; loaded when a command runs. */
async function config(): Promise<
  Pick<Config, 'themes' | 'codes'> & { matters: ReadonlyMap<string, Config['matters'][number]> }
> {
  const { projectConfig } = await import('./config.ts')
  const { themes, matters, codes } = projectConfig()
  return { themes, codes, matters: new Map(matters.map((matter) => [matter.id, matter])) }
}

const SAVED: Readonly<Record<keyof Savings, string>> = {
  questions: '填报项',
  materials: '材料',
  steps: '环节',
  days: '工作日',
  visits: '跑动次数',
}

function printSavings(savings: Savings): void {
  process.stdout.write('\n')
  printTable(
    ['省下', '分别办', '一次办', '%', '怎么算'],
    (Object.keys(SAVED) as (keyof Savings)[]).map((key) => [
      SAVED[key],
      String(savings[key].separately),
      String(savings[key].together),
      String(savings[key].percent),
      SAVING_FORMULAS[key],
    ]),
  )
  process.stdout.write('\n')
}
