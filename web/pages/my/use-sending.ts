import { useRef, useState } from 'react'
import { Refused } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { leaveCase } from './use-answer.ts'

/** Sends something once at a time; what was refused, in words. Once the look-up has ended, the first page. */
export function useSending() {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly string[]>([])
  const sending = useRef(false)
  const send = async (work: () => Promise<void>) => {
    if (sending.current) return
    sending.current = true
    setBusy(true)
    setRefused([])
    try {
      await work()
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return leaveCase()
      const problem = error instanceof Refused ? error.problem : null
      const faults = (problem?.errors ?? []).map(({ message, fix }) => `${message} ${fix ?? ''}`)
      setRefused(problem ? [`${problem.detail}。${problem.fix}。`, ...faults] : [say('my.failed')])
    } finally {
      sending.current = false
      setBusy(false)
    }
  }
  return { busy, refused, send }
}
