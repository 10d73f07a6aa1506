import { useCallback, useEffect, useRef, useState } from 'react'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import type { Content } from './intake-state.ts'
import { bodyOf } from './use-draft.ts'

/** So long after the last key the region's rules are asked. */
const PAUSE_MS = 400

export type CheckAnswer = AnswerOf<typeof api.cases.check.$post>

export interface Checked {
  readonly answer: CheckAnswer | null
  /** what the answer is about */
  readonly of: Content | null
  readonly error: unknown
}

/** Holds what was entered against the matter's and the region's rules: at once where a field was left or `settled` changed, after a pause while one types; a late answer never stands for newer text. */
export function useCheck(content: Content, settled: unknown): Checked & { run(): Promise<CheckAnswer | null> } {
  const [checked, setChecked] = useState<Checked>({ answer: null, of: null, error: null })
  const turn = useRef(0)
  const newest = useRef(content)
  newest.current = content
  const run = useCallback(async () => {
    const of = newest.current
    if (of.region === '' || of.matter === '' || of.mode === '') return null
    turn.current += 1
    const own = turn.current
    try {
      const answer = await read(api.cases.check.$post({ json: bodyOf(of) }))
      if (own === turn.current) setChecked({ answer, of, error: null })
      return answer
    } catch (error) {
      if (own === turn.current) setChecked((before) => ({ ...before, error }))
      return null
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever something was entered
  useEffect(() => {
    const timer = setTimeout(() => void run(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [content, run])
  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked at once whenever something was settled
  useEffect(() => {
    if (!isFirst.current) void run()
    isFirst.current = false
  }, [settled, run])
  return { ...checked, run }
}
