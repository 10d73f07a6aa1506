import { useQuery } from '@tanstack/react-query'
import { type AnswerOf, api, read } from '../../shell/ask.ts'

type Answer = AnswerOf<(typeof api.cases)[':no']['documents']['$get']>

export type CaseDocument = Answer['documents'][number]
export type ReceivedDocument = Answer['received'][number]

/** The documents of a case: what may be printed of it, what was, and what the other side issued. Asked again when the case moved. */
export function useDocuments(no: string) {
  return useQuery({
    queryKey: ['case', no, 'documents'],
    queryFn: () => read(api.cases[':no'].documents.$get({ param: { no } })),
  })
}
