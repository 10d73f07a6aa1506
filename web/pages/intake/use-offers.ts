import { useQuery } from '@tanstack/react-query'
import type { MaterialInput } from '../../parts/materials/material-row.tsx'
import { type Values, valueAt } from '../../parts/values.ts'
import { api, read } from '../../shell/ask.ts'
import type { Content } from './intake-state.ts'

export interface Offer {
  readonly slot: string
  readonly exempt: NonNullable<MaterialInput['exempt']>
  readonly why: string
}

/** What the applicant need not hand in, asked once they agreed to being looked up; asked again when another applies, agrees or goes elsewhere, or somebody wants it. */
export function useOffers(content: Content) {
  const { region, matter, mode, form } = content
  const who = ['applicant.idNo', 'applicant.name', 'consent.signedAt'].map((path) => String(valueAt(form, path) ?? ''))
  const asked = useQuery({
    queryKey: ['offers', region, matter, mode, ...who],
    queryFn: () =>
      read(api.cases.exemptions.$post({ json: { region, matter, mode: mode as '1', form: form as never } })),
    enabled: matter !== '' && mode !== '' && who.every((text) => text !== ''),
    // what a register said stands for the case that it was asked for
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  return {
    offers: (asked.data?.offers ?? []) as readonly Offer[],
    paper: asked.data?.paper ?? [],
    looking: asked.isFetching,
    error: asked.error,
    asked: asked.data !== undefined,
    again: () => void asked.refetch(),
  }
}

/** Whether somebody agreed to being looked up. */
export function hasConsent(form: Values): boolean {
  return typeof valueAt(form, 'consent.signedAt') === 'string'
}
