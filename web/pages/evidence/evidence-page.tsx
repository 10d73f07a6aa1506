import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed } from '../../parts/states.tsx'
import { useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { Versions } from '../regions/versions.tsx'
import { DraftForm, type NewRegion } from './draft-form.tsx'
import { type Choices, LineTable, type Proposal } from './line-table.tsx'
import { type Given, SampleForm } from './sample-form.tsx'
import { SavedDraft } from './saved-draft.tsx'

/** A new region of its messages: paste, look at what was found, mend line by line, keep as a draft. Nothing goes live from here. */
export default function EvidencePage() {
  const say = useSay()
  const { query } = useAddress()
  const [given, setGiven] = useState<Given | null>(null)
  const [choices, setChoices] = useState<Choices>({})
  const propose = useMutation({
    mutationFn: (next: Given) => read(api['region-drafts'].propose.$post({ json: next })),
    onSuccess: (_, next) => {
      setGiven(next)
      setChoices({})
      save.reset()
    },
  })
  const save = useMutation({
    mutationFn: ({ region, proposal }: { region: NewRegion; proposal: Proposal }) => {
      if (!given) throw new Error('nothing was proposed')
      return read(api['region-drafts'].$post({ json: { ...given, region, choices: chosen(proposal, choices) } }))
    },
  })
  const proposal = propose.data
  const draft = query.get('draft')
  return (
    <>
      <h1>{say('evidence.title')}</h1>
      {draft && <Versions code={draft} />}
      <SampleForm busy={propose.isPending} onPropose={(next) => propose.mutate(next)} />
      {propose.error && <Failed what={say('evidence.propose')} error={propose.error} />}
      {proposal && given && (
        <>
          <LineTable proposal={proposal} choices={choices} onChoose={(next) => setChoices({ ...choices, ...next })} />
          <DraftForm busy={save.isPending} onSave={(region) => save.mutate({ region, proposal })} />
        </>
      )}
      {save.error && <Failed what={say('evidence.save')} error={save.error} />}
      {save.data && save.variables && <SavedDraft saved={save.data} name={save.variables.region.name} />}
    </>
  )
}

/** What a person chose, and what nobody chose of the lines that nothing speaks for strongly: those are not used. */
function chosen({ lines }: Proposal, choices: Choices): { field: string; path: string | null }[] {
  return lines.flatMap(({ field, confidence, path }) => {
    const said = choices[field]
    if (said !== undefined) return [{ field, path: said }]
    return confidence === 'low' && path !== null ? [{ field, path: null }] : []
  })
}
