import { useCallback, useEffect, useRef, useState } from 'react'
import { api, Refused, read } from '../../shell/ask.ts'
import type { Content } from './intake-state.ts'

/** So long after the last key a draft is saved. */
const PAUSE_MS = 800
const AGAIN_MS = 3_000

export interface Saved {
  readonly id: string
  readonly version: number
  readonly updatedAt: string
}

export type SaveState =
  | { readonly at: 'nothing' | 'unsaved' | 'saving' }
  | { readonly at: 'saved'; readonly saved: Saved }
  | { readonly at: 'failed' | 'overtaken'; readonly error: unknown }

/** Keeps what was entered as a draft on the server, one save at a time, over the version that it came from; a save that somebody else overtook waits for a decision. */
export function useDraft(content: Content, known: Saved | null, onBegun: (id: string) => void) {
  const [state, setState] = useState<SaveState>(known ? { at: 'saved', saved: known } : { at: 'nothing' })
  const saved = useRef(known)
  const kept = useRef(content)
  const newest = useRef(content)
  const busy = useRef(false)
  newest.current = content
  const save = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    try {
      while (kept.current !== newest.current) {
        const now = newest.current
        setState({ at: 'saving' })
        const json = bodyOf(now)
        const answer = saved.current
          ? await read(
              api.drafts[':id'].$put({
                param: { id: saved.current.id },
                json: { ...json, version: saved.current.version },
              }),
            )
          : await read(api.drafts.$post({ json }))
        const first = saved.current === null
        saved.current = { id: answer.id, version: answer.version, updatedAt: answer.updatedAt }
        kept.current = now
        if (first) onBegun(answer.id)
        setState({ at: 'saved', saved: saved.current })
      }
    } catch (error) {
      const overtaken = error instanceof Refused && error.problem?.code === 'draft-conflict'
      setState({ at: overtaken ? 'overtaken' : 'failed', error })
    } finally {
      busy.current = false
    }
  }, [onBegun])
  useEffect(() => {
    if (kept.current === content || content.region === '' || content.matter === '') return
    setState((now) => (now.at === 'overtaken' ? now : { at: 'unsaved' }))
    const timer = setTimeout(() => void save(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [content, save])
  useEffect(() => {
    if (state.at !== 'failed') return
    const timer = setTimeout(() => void save(), AGAIN_MS)
    return () => clearTimeout(timer)
  }, [state, save])
  useEffect(() => {
    if (state.at !== 'unsaved' && state.at !== 'saving' && state.at !== 'failed') return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [state])
  /** Saves over what the other one saved. */
  const insist = async () => {
    if (!saved.current) return
    const theirs = await read(api.drafts[':id'].$get({ param: { id: saved.current.id } }))
    saved.current = { ...saved.current, version: theirs.version }
    await save()
  }
  return { state, save, insist, id: () => saved.current?.id ?? null }
}

/** What was entered, as the API takes it. */
export function bodyOf({ region, matter, mode, form, materials }: Content) {
  // the form was typed into fields of the matter: JSON all the way down
  return { region, matter, mode: mode as '1', form: form as never, materials: [...materials] }
}
