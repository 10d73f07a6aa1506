import { recordAudit } from '../audit-trail.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { replaceRegistry } from '../store/indicator-registry.ts'
import type { Staff } from '../store/people.ts'
import { INDICATORS } from './catalogue.ts'
import { filledFor, shownFilled } from './filled-values.ts'
import { type RegistryRow, readRegistry } from './registry.ts'
import { indicatorReport, type ReportQuery } from './report.ts'

/** So many faults of a file are told at once. */
const MOST_FAULTS = 200

/** How many indicators a registry has, and how many of them are made here. */
export interface RegistryCount {
  readonly rows: number
  readonly computed: number
  readonly manual: number
}

/** Checks a registry and, unless only that is asked for, puts it in place of the one before; all of it or nothing. */
export async function importRegistry(
  gateway: Gateway,
  { csv, check }: { readonly csv: string; readonly check: boolean },
  staff: Pick<Staff, 'id'>,
): Promise<RegistryCount & { readonly imported: boolean }> {
  const read = readRegistry(csv)
  if (!read.ok) {
    const told = read.faults.slice(0, MOST_FAULTS)
    const more = read.faults.length > told.length ? `,先列 ${told.length} 处` : ''
    throw new GatewayError('registry-invalid', `登记表有 ${read.faults.length} 处问题,没有导入${more}`, told)
  }
  const counted = countOf(read.value)
  if (check) return { ...counted, imported: false }
  await gateway.store.commit(replaceRegistry(read.value))
  await recordAudit(gateway, staff, 'indicator.import', { facts: { ...counted } })
  return { ...counted, imported: true }
}

function countOf(rows: readonly RegistryRow[]): RegistryCount {
  const computed = rows.filter(({ indicator }) => indicator !== null).length
  return { rows: rows.length, computed, manual: rows.length - computed }
}

/** The registry with the figures of a time: what is made here, and of the rest what people filled in for the latest period in it. */
export async function registryReport(gateway: Gateway, query: ReportQuery) {
  const { store } = gateway
  const [rows, report, values] = await Promise.all([
    store.indicatorRegistry.list(),
    indicatorReport(gateway, query),
    store.filledValues.all(),
  ])
  const byCode = Map.groupBy(values, ({ code }) => code)
  return {
    from: report.from,
    to: report.to,
    countedUntil: report.countedUntil,
    ...countOf(rows),
    registry: rows.map((row) => {
      const place = INDICATORS.findIndex(({ id }) => id === row.indicator)
      const filled = row.indicator === null ? filledFor(byCode.get(row.code) ?? [], report) : null
      return {
        ...row,
        value: filled?.value ?? report.all[place]?.value ?? null,
        formula: report.indicators[place]?.formula ?? null,
        filled: filled && shownFilled(filled),
      }
    }),
  }
}
