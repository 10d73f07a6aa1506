import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Failed, Loading } from '../../parts/states.tsx'
import { go, useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { IntakeScreen } from './intake-screen.tsx'
import { type Content, NOTHING } from './intake-state.ts'
import type { Saved } from './use-draft.ts'

/** Intake on one screen; the draft that is worked on stands in the address by its id alone. */
export default function IntakePage() {
  const say = useSay()
  const { query } = useAddress()
  const id = query.get('draft') ?? ''
  // what this page itself began is not loaded over what is being typed
  const begun = useRef('')
  const own = id === begun.current
  const draft = useQuery({
    queryKey: ['draft', id],
    queryFn: () => read(api.drafts[':id'].$get({ param: { id } })),
    enabled: id !== '' && !own,
    staleTime: 0,
    gcTime: 0,
  })
  const onBegun = (made: string) => {
    begun.current = made
    go(`/intake?draft=${made}`, { replace: true })
  }
  if (id !== '' && !own) {
    if (draft.error)
      return <Failed what={say('intake.drafts')} error={draft.error} retry={() => void draft.refetch()} />
    if (!draft.data) return <Loading what={say('intake.drafts')} />
    const { version, updatedAt, region, matter, mode, form, materials } = draft.data
    const content = { region, matter, mode, form, materials } as unknown as Content
    return (
      <IntakeScreen
        key={`${id} ${version}`}
        first={content}
        known={{ id, version, updatedAt } satisfies Saved}
        onBegun={onBegun}
        onReload={() => void draft.refetch()}
      />
    )
  }
  return <IntakeScreen key="new" first={NOTHING} known={null} onBegun={onBegun} onReload={() => location.reload()} />
}
