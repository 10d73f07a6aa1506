import { useQuery } from '@tanstack/react-query'
import { api, read } from '../shell/ask.ts'

const ONCE = { staleTime: Number.POSITIVE_INFINITY } as const

/** The regions with how deliveries to them stand. */
export function useRegions() {
  return useQuery({ queryKey: ['regions'], queryFn: () => read(api.regions.$get()), staleTime: 60_000 })
}

/** The matters there are. */
export function useMatters() {
  return useQuery({ queryKey: ['matters'], queryFn: () => read(api.matters.$get()), ...ONCE })
}

/** A code table. */
export function useCodes(table: string) {
  return useQuery({
    queryKey: ['codes', table],
    queryFn: () => read(api.codes[':table'].$get({ param: { table }, query: {} })),
    ...ONCE,
  })
}

/** What codes are called: regions, matters, modes; the code itself until the names have come. */
export function useNames() {
  const regions = useRegions().data?.regions
  const matters = useMatters().data?.matters
  const modes = useCodes('CT_MODE').data?.rows
  return {
    region: (code: string) => regions?.find((one) => one.code === code)?.name ?? code,
    matter: (id: string) => matters?.find((one) => one.id === id)?.name ?? id,
    mode: (code: string) => modes?.find((one) => one.code === code)?.label ?? code,
  }
}
