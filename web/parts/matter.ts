import { useQuery } from '@tanstack/react-query'
import { api, read } from '../shell/ask.ts'
import type { ServedMatter } from './served-matter.ts'

export type { Option, ServedField, ServedMatter } from './served-matter.ts'

/** A matter with what the region does otherwise; nothing is asked until there is a matter. */
export function useMatter(id: string, region: string) {
  return useQuery({
    queryKey: ['matter', id, region],
    queryFn: async () =>
      (await read(api.matters[':id'].$get({ param: { id }, query: { region } }))) as unknown as ServedMatter,
    enabled: id !== '' && region !== '',
    staleTime: 60_000,
  })
}
