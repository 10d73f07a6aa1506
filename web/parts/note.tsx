import type { ReactNode } from 'react'

/** A standing note; `live` ones are read out when they come. Tone is told by its sign as well as by colour. */
export function Note({ tone, live = false, children }: { tone: Tone; live?: boolean; children: ReactNode }) {
  return (
    <div className={`note note-${tone}`} {...(live ? { role: 'status' } : {})}>
      <span aria-hidden="true" className="note-sign">
        {SIGNS[tone]}
      </span>
      <div>{children}</div>
    </div>
  )
}

type Tone = 'info' | 'good' | 'warning' | 'bad'
const SIGNS: Readonly<Record<Tone, string>> = { info: 'i', good: '✓', warning: '!', bad: '✕' }
