import { useCallback, useEffect, useState } from 'react'

/** Nobody touched the screen for so long: asked whether they are there; then so long until it is cleared. */
const IDLE_S = 120
const WARN_S = 20

/** Counts the seconds until the screen is cleared once nobody touches it; null while somebody does. `onOver` clears. */
export function useIdle(
  active: boolean,
  onOver: () => void,
): { readonly leftS: number | null; readonly stay: () => void } {
  const [idleS, setIdleS] = useState(0)
  const stay = useCallback(() => setIdleS(0), [])
  useEffect(() => {
    if (!active) return
    setIdleS(0)
    const timer = setInterval(() => setIdleS((now) => now + 1), 1_000)
    // while the question stands only its answer counts
    const touched = () => setIdleS((now) => (now >= IDLE_S ? now : 0))
    addEventListener('pointerdown', touched)
    addEventListener('keydown', touched)
    return () => {
      clearInterval(timer)
      removeEventListener('pointerdown', touched)
      removeEventListener('keydown', touched)
    }
  }, [active])
  const over = idleS >= IDLE_S + WARN_S
  useEffect(() => {
    if (over) onOver()
  }, [over, onOver])
  return { leftS: idleS >= IDLE_S ? Math.max(0, IDLE_S + WARN_S - idleS) : null, stay }
}
