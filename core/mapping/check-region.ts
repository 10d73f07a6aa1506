import type { Fault } from '../fault.ts'
import { isObject, type Json } from '../json.ts'
import { joinedTables } from './operations/texts.ts'
import type { ReadFile } from './read-region.ts'
import type { MappingSet, Rule } from './rule.ts'

interface MatterFile {
  readonly matter: string
  readonly tables: Readonly<Record<string, unknown>>
  readonly materials: readonly { readonly to: string; readonly slot: string; readonly part?: string }[]
}

interface RegionFile {
  readonly code: string
  readonly agreement: { readonly matters: Readonly<Record<string, unknown>> }
}

interface WaysFile {
  readonly agreement: { readonly matters: Readonly<Record<string, { readonly directions: readonly string[] }>> }
  readonly options: Readonly<Record<string, unknown>>
  readonly ways: readonly { readonly matters: readonly string[]; readonly shares: readonly string[] }[]
}

/** Whether every way is for matters of the agreement that only go out, each matter has one, and what it shares is there. */
export function checkWays({ data, source }: ReadFile<WaysFile>): Fault[] {
  const seen = new Set<string>()
  return data.ways.flatMap(({ matters, shares }, index) => {
    const at = (...steps: readonly (string | number)[]) => source.locate(['ways', index, ...steps])
    const wrong = matters.flatMap((matter, place): Fault[] => {
      const path = at('matters', place)
      const directions = data.agreement.matters[matter]?.directions
      if (!directions)
        return [{ path, code: 'conflict', message: `协议没有列出事项 ${matter}`, fix: '请在 agreement.matters 中列出' }]
      if (seen.has(matter))
        return [{ path, code: 'conflict', message: `事项 ${matter} 已有别的办法`, fix: '一个事项只走一种办法' }]
      seen.add(matter)
      return directions.includes('in')
        ? [{ path, code: 'conflict', message: `事项 ${matter} 也由对方报来`, fix: '只报出的事项才能另走一种办法' }]
        : []
    })
    const missing = shares.flatMap((name, place): Fault[] =>
      Object.hasOwn(data.options, name)
        ? []
        : [
            {
              path: at('shares', place),
              code: 'unknown',
              message: `options 里没有 ${name}`,
              fix: '请改成 options 里有的名字',
            },
          ],
    )
    return [...wrong, ...missing]
  })
}

/** Whether folder, files and agreement name the same region and matters. */
export function checkMatters(
  folder: string,
  { data, source }: ReadFile<RegionFile>,
  files: readonly ReadFile<MatterFile>[],
): Fault[] {
  const faults: Fault[] = []
  const name = folder.split('/').at(-1) ?? folder
  if (!name.startsWith(data.code)) {
    const message = `地区代码“${data.code}”与文件夹名“${name}”不一致`
    faults.push({ path: source.locate(['code']), code: 'conflict', message, fix: '文件夹名以地区代码开头' })
  }
  for (const file of files) {
    const { matter } = file.data
    const path = file.source.locate(['matter'])
    if (`${matter}.yaml` !== file.name)
      faults.push({
        path,
        code: 'conflict',
        message: `文件 ${file.name} 里写的是事项 ${matter}`,
        fix: '请改文件名或 matter',
      })
    if (!Object.hasOwn(data.agreement.matters, matter))
      faults.push({
        path,
        code: 'conflict',
        message: `协议没有列出事项 ${matter}`,
        fix: '请在 region.yaml 的 agreement.matters 中列出',
      })
  }
  for (const matter of Object.keys(data.agreement.matters)) {
    if (files.some((file) => file.data.matter === matter)) continue
    const path = source.locate(['agreement', 'matters', matter])
    faults.push({
      path,
      code: 'required',
      message: `协议列出了事项 ${matter},没有它的文件`,
      fix: `请补上 ${matter}.yaml`,
    })
  }
  return faults
}

/** Every `lookup` names a table that is there: of the shared file, or of the matter that uses it. */
export function checkUsedTables(
  shared: ReadFile<{ readonly tables: Readonly<Record<string, unknown>> }>,
  matters: readonly ReadFile<MatterFile>[],
  common: readonly ReadFile<unknown>[],
): Fault[] {
  const known = new Set(Object.keys(shared.data.tables))
  const faults: Fault[] = []
  const check = ({ source }: ReadFile<unknown>, own: ReadonlySet<string>) => {
    for (const { table, steps } of tablesUsed(source.value, [])) {
      if (own.has(table)) continue
      const message = `用到的码表“${table}”没有写`
      faults.push({ path: source.locate(steps), code: 'code', message, fix: '请在 tables.yaml 或该事项的文件里补上' })
    }
  }
  for (const matter of matters) check(matter, new Set([...known, ...Object.keys(matter.data.tables)]))
  const everywhere = matters.map(({ data }) => Object.keys(data.tables))
  const inAll = (everywhere[0] ?? []).filter((name) => everywhere.every((names) => names.includes(name)))
  for (const file of common) check(file, new Set([...known, ...inAll]))
  return faults
}

interface TableUse {
  readonly table: string
  readonly steps: readonly (string | number)[]
}

/** Every table that a file's rules name, with the steps to its name; `steps` is walked and left as it was. */
function tablesUsed(value: Json, steps: (string | number)[], found: TableUse[] = []): TableUse[] {
  if (!isObject(value) && !Array.isArray(value)) return found
  if (isObject(value)) {
    const { op, table, text } = value
    if ((op === 'lookup' || op === 'address' || op === 'division') && typeof table === 'string')
      found.push({ table, steps: [...steps, 'table'] })
    for (const name of joinedTables(typeof op === 'string' ? op : '', text))
      found.push({ table: name, steps: [...steps, 'text'] })
  }
  const step = (key: string | number, member: Json) => {
    if (typeof member !== 'object' || member === null) return
    steps.push(key)
    tablesUsed(member, steps, found)
    steps.pop()
  }
  if (Array.isArray(value)) for (const [index, element] of value.entries()) step(index, element)
  else for (const key of Object.keys(value)) step(key, value[key] ?? null)
  return found
}

/** No two rules write the same target whatever the case is: the second would silently win. */
export function checkTargets(matters: readonly ReadFile<MatterFile>[], sets: readonly MappingSet[]): Fault[] {
  return matters.flatMap(({ source, data }) => {
    const set = sets.find(({ matter }) => matter === data.matter)
    if (!set) return []
    const lists = [
      set.application,
      set.supplement,
      set.withdraw,
      set.shipment,
      set.reissue,
      set.progress,
      set.materialList.item,
      set.materialList.files?.item ?? [],
    ]
    const twice = [...new Set(lists.flatMap(writtenTwice))]
    return twice.map((to): Fault => {
      const message = `事项 ${data.matter}:“${to}”由两条不带条件的规则写出`
      return { path: source.locate(['form']), code: 'duplicate', message, fix: '请只留一条,或写明 when、only' }
    })
  })
}

function writtenTwice(rules: readonly Rule[]): string[] {
  const seen = new Set<string>()
  return rules.flatMap(({ to, when, only, op }) => {
    // lists follow one another
    if (when !== undefined || only === 'in' || op === 'list') return []
    if (seen.has(to)) return [to]
    seen.add(to)
    return []
  })
}
