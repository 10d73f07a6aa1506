import type { Bundle } from '../bundle/bundle.ts'
import type { Theme } from '../bundle/theme.ts'
import type { Case } from '../case/case.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial } from '../matter.ts'
import { caseColumns, toCase } from './case-rows.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, desc, eq } from './drizzle.ts'
import { isBefore, type PageEnd } from './page.ts'
import { bundles, cases } from './schema.ts'
import { build, toStatement } from './statement.ts'

const columns = {
  id: bundles.id,
  no: bundles.no,
  theme: bundles.theme,
  form: bundles.form,
  materials: bundles.materials,
  clerk: bundles.clerk,
  clerkId: bundles.clerkId,
  createdAt: bundles.createdAt,
}

/** Inserts a bundle; it is never changed. */
export function insertBundle({ theme, form, materials, ...row }: Bundle): Statement {
  return toStatement(
    build.insert(bundles).values({
      ...row,
      themeId: theme.id,
      theme: JSON.stringify(theme),
      form: JSON.stringify(form),
      materials: JSON.stringify(materials),
    }),
  )
}

/** Reading bundles and the cases of their children. */
export function createBundleReader(driver: SqlDriver) {
  const one = async (condition: ReturnType<typeof eq>): Promise<Bundle | null> => {
    const [row] = await driver.run(toStatement(build.select(columns).from(bundles).where(condition)))
    return row ? toBundle(row) : null
  }
  return {
    byNo: (no: string) => one(eq(bundles.no, no)),
    byId: (id: string) => one(eq(bundles.id, id)),
    /** Newest first. */
    async list({ before, limit }: { readonly before?: PageEnd; readonly limit: number }): Promise<Bundle[]> {
      const query = build
        .select(columns)
        .from(bundles)
        .where(and(...(before ? [isBefore(bundles.createdAt, bundles.id, before)] : [])))
        .orderBy(desc(bundles.createdAt), desc(bundles.id))
        .limit(limit)
      return (await driver.run(toStatement(query))).map(toBundle)
    },
    /** The cases of the children that were begun, in the order in which they were. */
    async casesOf(bundleId: string): Promise<Case[]> {
      const query = build
        .select(caseColumns)
        .from(cases)
        .where(eq(cases.bundleId, bundleId))
        .orderBy(cases.createdAt, cases.id)
      return (await driver.run(toStatement(query))).map(toCase)
    },
  }
}

function toBundle([id, no, theme, form, materials, clerk, clerkId, createdAt]: SqlRow): Bundle {
  return {
    id: String(id),
    no: String(no),
    theme: JSON.parse(String(theme)) as Theme,
    form: JSON.parse(String(form)) as JsonObject,
    materials: JSON.parse(String(materials)) as CaseMaterial[],
    clerk: String(clerk),
    clerkId: String(clerkId),
    createdAt: Number(createdAt),
  }
}
