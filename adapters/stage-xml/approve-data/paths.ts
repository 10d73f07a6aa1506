import { LISTS } from './operations.ts'

const ROWS_AT = 'SPSHENQIN.XML_DATA.'

/** A path as the region's texts write it (`XML_DATA/ZJHM`, `AQY[1].XM`, `GD/R[2]/CZSJ`, `SPQIYE/ORGNAME`; counted from 1) as one of the application's tree. */
export function toTreePath(written: string): string {
  const path = written.trim().slice(0, 200)
  const [, share, member] = /^(?:SPQIYE\/)?GD\/R\[(\d{1,3})\](?:\/(\w+))?$/.exec(path) ?? []
  if (share !== undefined) return `SPQIYE.GD${fromOne(share)}${member === undefined ? '' : `.${member}`}`
  const [, list, index, rest] = /^(\w+)\/\w+\[(\d{1,3})\](?:\/(\w+))?$/.exec(path) ?? []
  if (list !== undefined && Object.hasOwn(LISTS, list))
    return `${list}${fromOne(index ?? '1')}${rest === undefined ? '' : `.${rest}`}`
  const row = /^(?:(?:SPSHENQIN|SPBUZHENGSHOULI)\/)?XML_DATA\/(.+)$/.exec(path)?.[1]
  if (row !== undefined || !path.includes('/')) return ROWS_AT + counted(row ?? path)
  return path.replaceAll('/', '.')
}

function counted(row: string): string {
  return row.replaceAll(/\[(\d{1,3})\]/g, (_, position: string) => fromOne(position))
}

function fromOne(position: string): string {
  return `[${Math.max(0, Number(position) - 1)}]`
}

/** The same the other way: how the region's texts write a path of the tree. Lines of the matter are named by their code alone. */
export function toWirePath(path: string): string {
  const oneBased = path.replaceAll(/\[(\d+)\]/g, (_, index: string) => `[${Number(index) + 1}]`)
  if (oneBased.startsWith(ROWS_AT)) return oneBased.slice(ROWS_AT.length)
  const shares = /^SPQIYE\.GD(\[\d+\])?(?:\.(\w+))?$/.exec(oneBased)
  if (shares) return `GD/R${shares[1] ?? '[1]'}${shares[2] === undefined ? '' : `/${shares[2]}`}`
  const listed = /^(\w+)(\[\d+\])(?:\.(\w+))?$/.exec(oneBased)
  const item = listed?.[1] === undefined ? undefined : LISTS[listed[1]]
  if (item !== undefined)
    return `${listed?.[1]}/${item}${listed?.[2]}${listed?.[3] === undefined ? '' : `/${listed[3]}`}`
  return oneBased.replaceAll('.', '/')
}

/** The same for the errors of an answer, where a line of the matter goes with its section. */
export function errorPath(path: string): string {
  return path.startsWith(ROWS_AT) ? `XML_DATA/${toWirePath(path)}` : toWirePath(path)
}
