import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../parts/refusal.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { ExplainForm } from './explain-form.tsx'
import { Explained } from './explained.tsx'

export type Scheme = AnswerOf<typeof api.signatures.schemes.$get>['schemes'][number]
export type Asked = Parameters<typeof api.signatures.explain.$post>[0]['json']

/** How a request is signed, step by step, held against what the partner computed; nothing that is pasted is kept. */
export default function SignaturesPage() {
  const say = useSay()
  const [name, setName] = useState('')
  const schemes = useQuery({ queryKey: ['schemes'], queryFn: () => read(api.signatures.schemes.$get()) })
  const explain = useMutation({
    mutationFn: (json: Asked) => read(api.signatures.explain.$post({ json })),
    gcTime: 0,
  })
  const scheme = schemes.data?.schemes.find((one) => one.name === name) ?? schemes.data?.schemes[0]
  return (
    <>
      <h1>{say('nav.sign')}</h1>
      <p className="hint">{say('sign.lead')}</p>
      {schemes.error && <Failed what={say('nav.sign')} error={schemes.error} retry={() => void schemes.refetch()} />}
      {schemes.isPending && <Loading what={say('nav.sign')} />}
      {schemes.data && scheme && (
        <div className="halves">
          <section className="card" aria-labelledby="request">
            <h2 id="request">{say('sign.request')}</h2>
            <div className="field">
              <label htmlFor="scheme">{say('sign.scheme')}</label>
              <select
                id="scheme"
                className="wide-select"
                value={scheme.name}
                onChange={(event) => {
                  setName(event.target.value)
                  explain.reset()
                }}
              >
                {schemes.data.schemes.map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.name}
                  </option>
                ))}
              </select>
              <span className="hint" lang="zh-CN">
                {scheme.title}({scheme.source})
              </span>
            </div>
            <ExplainForm
              key={scheme.name}
              scheme={scheme}
              busy={explain.isPending}
              onAsk={(asked) => explain.mutate(asked)}
            />
            {explain.error && <Refusal error={explain.error} />}
          </section>
          <section className="card" aria-labelledby="explained" aria-live="polite">
            <h2 id="explained">{say('sign.steps')}</h2>
            {explain.data ? <Explained found={explain.data} /> : <p className="empty">{say('sign.empty')}</p>}
          </section>
        </div>
      )}
    </>
  )
}
