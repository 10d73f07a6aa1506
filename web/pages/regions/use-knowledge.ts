import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, read } from '../../shell/ask.ts'
import type { Knowledge } from './completions.ts'

const ONCE = { staleTime: Number.POSITIVE_INFINITY } as const
const SHAPES = ['region', 'envelope', 'progress', 'tables'] as const

/** What completion goes by in a file: its schema, the operations, the fields and materials of its matter, the region's code tables as they are written now. */
export function useKnowledge(code: string, file: string, files: Readonly<Record<string, string>>): Knowledge {
  const name = file.split('/').at(-1) ?? ''
  const matter = /^(M\d{2})\.yaml$/.exec(name)?.[1] ?? ''
  const isRegion = code !== 'config'
  const schemas = useQuery({
    queryKey: ['definition-schemas'],
    queryFn: () => read(api.definitions.schemas.$get()),
    enabled: isRegion,
    ...ONCE,
  }).data
  const found = useQuery({
    queryKey: ['matter-view', matter],
    queryFn: () => read(api.matters[':id'].$get({ param: { id: matter }, query: {} })),
    enabled: isRegion && matter !== '',
    ...ONCE,
  }).data
  const tables = useMemo(() => tableNames(files), [files])
  return useMemo(() => {
    const shape = matter ? 'matter' : SHAPES.find((one) => name === `${one}.yaml` || name.startsWith(`${one}-`))
    return {
      schema: isRegion && schemas && shape ? schemas.files[shape] : null,
      operations: schemas?.operations ?? [],
      paths: (found?.fields ?? []).map(({ path, label }) => ({ label: String(path), detail: String(label) })),
      slots: (found?.materials ?? []).map(({ slot, name: title }) => ({ label: String(slot), detail: String(title) })),
      tables,
    }
  }, [schemas, found, tables, matter, name, isRegion])
}

/** Names that stand two steps in, under `tables:`. */
function tableNames(files: Readonly<Record<string, string>>): string[] {
  const names = Object.entries(files)
    .filter(([path]) => path.endsWith('.yaml'))
    .flatMap(([, text]) => {
      const begin = /^tables:\s*$/m.exec(text)
      return begin ? [...text.slice(begin.index).matchAll(/^ {2}([A-Z][\w-]*):/gm)].map(([, table]) => table ?? '') : []
    })
  return [...new Set(names)].sort()
}
