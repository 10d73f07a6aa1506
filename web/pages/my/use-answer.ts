import { useCallback, useEffect, useState } from 'react'
import { go } from '../../shell/address.tsx'
import { Refused } from '../../shell/ask.ts'

/** What is left in the page's memory when a look-up ended, so that the first page can say so. */
let endedByItself = false

/** Says once that the look-up ended by itself. */
export function takeEnded(): boolean {
  const was = endedByItself
  endedByItself = false
  return was
}

/** Leaves the case: nothing of it stays on the page. */
export function leaveCase(): void {
  endedByItself = true
  go('/my', { replace: true })
}

/** What the server says, asked anew by `again`; once the look-up has ended, the first page. */
export function useAnswer<Answer>(ask: () => Promise<Answer>) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [failed, setFailed] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page asks one thing
  const again = useCallback(() => {
    setFailed(false)
    ask().then(setAnswer, (error: unknown) => {
      if (error instanceof Refused && error.status === 401) leaveCase()
      else setFailed(true)
    })
  }, [])
  useEffect(again, [again])
  return { answer, failed, again }
}

/** Leaves the case when its look-up ends, whoever stands before the screen then. */
export function useEnd(endsAt: string | undefined): void {
  useEffect(() => {
    if (endsAt === undefined) return
    const timer = setTimeout(leaveCase, Math.max(0, Date.parse(endsAt) - Date.now()))
    return () => clearTimeout(timer)
  }, [endsAt])
}
