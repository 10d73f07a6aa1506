import type { Command } from 'commander'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithGateway, WithStore } from './run-command.ts'

/** Deliveries: what is under way or dead, and sending again. */
export function addDeliveryCommands(deliveries: Command, withStore: WithStore, withGateway: WithGateway): void {
  deliveries
    .command('list')
    .description('投递列表,新的在前')
    .option('--state <state>', 'ready、waiting、done 或 dead')
    .option('--region <code>', '只看这个地区')
    .option('--limit <n>', '最多几条', '20')
    .option('--json', '输出 JSON')
    .action((options: { state?: string; region?: string; limit: string; json?: boolean }) =>
      withStore(async (store) => {
        const found = (
          await store.deliveries.list({
            state: options.state,
            region: options.region,
            limit: Number(options.limit) || 20,
          })
        ).map(({ payload: _, ...delivery }) => delivery)
        print(options.json, found, () =>
          printTable(
            ['投递', '地区', '种类', '状态', '次数', '原因'],
            found.map(({ id, region, kind, state, attempts, reason }) => [
              id,
              region,
              kind,
              state,
              String(attempts),
              reason || '—',
            ]),
          ),
        )
        return 0
      }),
    )
  deliveries
    .command('redrive <id>')
    .description('重新投递一条死信(报文号与内容不变)')
    .option('--json', '输出 JSON')
    .action((id: string, options: { json?: boolean }) =>
      withGateway(async (gateway) => {
        // the running gateway finds the row by its sweep: the row is the truth
        const { redriveDelivery } = await import('../../../core/delivery/redrive.ts')
        await redriveDelivery(gateway, id, { id: 'cli' })
        print(options.json, { id, state: 'ready' }, () => process.stdout.write(`投递 ${id} 已重新排队\n`))
        return 0
      }),
    )
}
