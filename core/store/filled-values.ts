import type { FilledValue } from '../indicators/filled-values.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { asc, eq } from './drizzle.ts'
import { filledValues } from './indicator-tables.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  code: filledValues.code,
  period: filledValues.period,
  seq: filledValues.seq,
  value: filledValues.value,
  source: filledValues.source,
  actor: filledValues.actor,
  at: filledValues.at,
}

type Row = Omit<FilledValue, 'value'> & { readonly value: string }

/** Keeps what was filled in; of two that say the same number of a period at once the second fails by its key. */
export function insertFilledValue(filled: FilledValue): Statement {
  return toStatement(build.insert(filledValues).values({ ...filled, value: String(filled.value) }))
}

/** What people filled in of the registry's indicators. */
export function createFilledValues(driver: SqlDriver) {
  const names = Object.keys(columns) as (keyof Row)[]
  const toValue = (row: Row): FilledValue => ({ ...row, value: Number(row.value) })
  return {
    /** Everything, by indicator and period, the oldest word first. */
    async all(): Promise<FilledValue[]> {
      const { code, period, seq } = filledValues
      const query = build.select(columns).from(filledValues).orderBy(asc(code), asc(period), asc(seq))
      return (await selectRows<Row>(driver, names, query)).map(toValue)
    },
    async ofCode(code: string): Promise<FilledValue[]> {
      const { period, seq } = filledValues
      const query = build
        .select(columns)
        .from(filledValues)
        .where(eq(filledValues.code, code))
        .orderBy(asc(period), asc(seq))
      return (await selectRows<Row>(driver, names, query)).map(toValue)
    },
  }
}
