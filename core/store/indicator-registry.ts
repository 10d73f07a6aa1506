import type { RegistryRow } from '../indicators/registry.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { asc } from './drizzle.ts'
import { registeredIndicators } from './indicator-tables.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  code: registeredIndicators.code,
  name: registeredIndicators.name,
  section: registeredIndicators.section,
  indicator: registeredIndicators.indicator,
  unit: registeredIndicators.unit,
  note: registeredIndicators.note,
  cycle: registeredIndicators.cycle,
}

/** Puts this registry in place of the one before. */
export function replaceRegistry(rows: readonly RegistryRow[]): Statement[] {
  return [
    toStatement(build.delete(registeredIndicators)),
    ...rows.map((row, place) => toStatement(build.insert(registeredIndicators).values({ ...row, place }))),
  ]
}

/** Reading the district's registry of indicators. */
export function createIndicatorRegistry(driver: SqlDriver) {
  return {
    /** In the order of the file. */
    list(): Promise<RegistryRow[]> {
      const query = build.select(columns).from(registeredIndicators).orderBy(asc(registeredIndicators.place))
      return selectRows<RegistryRow>(driver, Object.keys(columns) as (keyof RegistryRow)[], query)
    },
  }
}
