import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { Gateway } from '../../../core/gateway.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { toTime } from '../../../core/time.ts'
import { printTable } from '../table.ts'
import { caseOf } from './case-of.ts'
import { print } from './print.ts'
import type { WithGateway } from './run-command.ts'

/** Documents of cases, and the custody of what travels. */
export function addDocumentCommands({ cases, regions }: { cases: Command; regions: Command }, run: WithGateway): void {
  cases
    .command('documents <no>')
    .description('办件的文书:可出具的、出具过的、对方来的')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      run(async (gateway) => {
        const { listDocuments } = await import('../../../core/documents/list.ts')
        const list = await listDocuments(gateway, await caseOf(gateway.store.cases.byNo, no))
        print(options.json, list, () =>
          printTable(
            ['种类', '文书', '打印', '现在出不了的原因'],
            list.documents.map(({ kind, title, prints, missing }) => [
              kind,
              title,
              `${prints.length} 次`,
              missing ?? '—',
            ]),
          ),
        )
        if (!options.json)
          for (const { title, no: number, seal } of list.received)
            process.stdout.write(`来文《${title}》${number} ${seal?.text ?? '原件还没有取到'}\n`)
        return 0
      }),
    )
  cases
    .command('document <no> <kind>')
    .description('一份文书的打印网页或 PDF;不加 --issue 只是预览')
    .option('--paper <paper>', 'a4、a4-large 或 80mm', 'a4')
    .option('--issue', '出具:计次、带验证码、记入流转记录')
    .option('--reason <text>', '重打的理由,第 2 次起必填')
    .option('--pdf', '要 PDF,不要打印网页')
    .option('--out <file>', '写到文件,不写到屏幕')
    .action((no: string, word: string, options: DocumentOptions) =>
      run(async (gateway) => {
        const { issueDocument, issuedPage, previewDocument, requireDocument } = await import(
          '../../../core/documents/issue.ts'
        )
        const { readPaper } = await import('../../../core/documents/print-page.ts')
        const [kind, paper] = [requireDocument(word), readPaper(options.paper)]
        const value = await caseOf(gateway.store.cases.byNo, no)
        const asked = { paper, reason: options.reason }
        const issued = options.issue ? await issueDocument(gateway, no, kind, asked, { id: 'cli', name: '' }) : null
        const page = issued ? await issuedPage(gateway, issued) : await previewDocument(gateway, value, kind, paper)
        await writePage(gateway, page, issued?.issuedAt ?? gateway.clock.now(), options)
        return 0
      }),
    )
  cases
    .command('custody <no>')
    .description('材料与证照的交接;加 --step 登记一手')
    .option('--step <step>', 'pack 封装、send 交出、receive 接收、trouble 异常、deliver 送达')
    .option('--parcel <no>', '交接单号;封装时不写')
    .option('--kind <kind>', 'materials 材料或 licence 证照;封装时写', 'materials')
    .option(
      '--item <名称:份数>',
      '交接的一项,可重复',
      (item: string, items: string[]) => [...items, item],
      [] as string[],
    )
    .option('--destination <text>', '最后交到哪里')
    .option('--seal-no <no>', '封条号')
    .option('--from <text>', '交出的单位或人')
    .option('--to <text>', '接收的单位或人')
    .option('--carrier <text>', '寄递企业')
    .option('--waybill <no>', '运单号')
    .option('--seal <state>', 'whole 完好或 broken 破损')
    .option('--method <code>', '送达方式:0 窗口 1 邮寄 2 自助打印 3 电子证照')
    .option('--verify <code>', '证件核验方式,1 至 5')
    .option('--note <text>', '备注')
    .option('--json', '输出 JSON')
    .action((no: string, options: CustodyOptions) =>
      run(async (gateway) => {
        const { isClosed, PARCEL_STATES, parcelsOf, CUSTODY_STEPS } = await import('../../../core/custody/parcel.ts')
        const value = await caseOf(gateway.store.cases.byNo, no)
        if (options.step !== undefined) {
          const { recordCustody } = await import('../../../core/custody/record.ts')
          if (!Object.hasOwn(CUSTODY_STEPS, options.step))
            throw new GatewayError('body-invalid', `没有“${options.step}”这一步`)
          await recordCustody(gateway, no, toRequest(options), 'staff:cli')
        }
        const parcels = parcelsOf(no, await gateway.store.cases.events(value.id))
        print(options.json, { parcels }, () =>
          printTable(
            ['交接单', '现在', '时间', '环节', '交出', '接收', '运单'],
            parcels.flatMap((parcel) =>
              parcel.hands.map((hand) => [
                parcel.no,
                PARCEL_STATES[parcel.state] + (isClosed(parcel) ? ',已结' : ''),
                toTime(hand.at).slice(0, 16),
                CUSTODY_STEPS[hand.step],
                hand.from ?? '—',
                hand.to ?? '—',
                hand.waybillNo ?? '—',
              ]),
            ),
          ),
        )
        return 0
      }),
    )
  regions
    .command('guide <code> <matter>')
    .description('办事指南的打印网页或 PDF:一个事项在这个地区,标出与本地的不同')
    .option('--pdf', '要 PDF,不要打印网页')
    .option('--out <file>', '写到文件,不写到屏幕')
    .action((code: string, matter: string, options: PageOptions) =>
      run(async (gateway) => {
        const { guidePage } = await import('../../../core/documents/service-guide.ts')
        await writePage(gateway, guidePage(gateway, matter, code, 'a4'), gateway.clock.now(), options)
        return 0
      }),
    )
}

interface PageOptions {
  readonly pdf?: boolean
  readonly out?: string
}

interface DocumentOptions extends PageOptions {
  readonly paper: string
  readonly issue?: boolean
  readonly reason?: string
}

/** Writes a page for print, or its PDF, to a file or to the screen. */
async function writePage(gateway: Gateway, page: string, madeAt: number, { pdf, out }: PageOptions): Promise<void> {
  const { toPdf } = await import('../../../core/documents/to-pdf.ts')
  const made = pdf ? await toPdf(gateway, page, madeAt) : page
  if (out === undefined) process.stdout.write(made)
  else writeFileSync(out, made)
}

interface CustodyOptions {
  readonly step?: string
  readonly parcel?: string
  readonly kind: string
  readonly item: readonly string[]
  readonly destination?: string
  readonly sealNo?: string
  readonly from?: string
  readonly to?: string
  readonly carrier?: string
  readonly waybill?: string
  readonly seal?: string
  readonly method?: string
  readonly verify?: string
  readonly note?: string
  readonly json?: boolean
}

function toRequest({ item, kind, waybill, method, verify, json: _, ...rest }: CustodyOptions) {
  const items = item.map((text) => {
    const [name = '', copies = '1'] = text.split(/[:：]/)
    return { name, copies: Number(copies) || 1 }
  })
  const begins = rest.step === 'pack' ? { kind, items } : {}
  const receipt = method === undefined ? {} : { receipt: { method, ...(verify === undefined ? {} : { verify }) } }
  const travels = waybill === undefined ? {} : { waybillNo: waybill }
  return { ...rest, ...begins, ...receipt, ...travels } as unknown as Parameters<
    typeof import('../../../core/custody/record.ts').recordCustody
  >[2]
}
