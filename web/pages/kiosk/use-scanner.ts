import { useEffect, useRef } from 'react'

/** The code at the end of what a document's picture says. */
const CODE = /([0-9A-Za-z]{26})$/

/** Hears a scanner, which types what it read and Enter; whatever else is typed is nothing. */
export function useScanner(listening: boolean, onCode: (code: string) => void): void {
  const typed = useRef('')
  const heard = useRef(onCode)
  heard.current = onCode
  useEffect(() => {
    if (!listening) return
    typed.current = ''
    const listen = (event: KeyboardEvent) => {
      if (event.key.length === 1) typed.current = (typed.current + event.key).slice(-300)
      if (event.key !== 'Enter') return
      const code = CODE.exec(typed.current)?.[1]
      typed.current = ''
      if (!code) return
      event.preventDefault()
      heard.current(code)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [listening])
}
