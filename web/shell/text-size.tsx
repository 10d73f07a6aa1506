import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { TEXT_SIZES, type TextSize } from './theme.ts'

const KEY = 'tongban.text'
const Context = createContext<{ readonly size: TextSize; toggle(): void }>({ size: 'standard', toggle() {} })

/** How large text is in this browser, for all of the page. */
export function TextSizeProvider({ children }: { children: (size: TextSize) => ReactNode }) {
  const [size, setSize] = useState<TextSize>(localStorage.getItem(KEY) === 'large' ? 'large' : 'standard')
  useEffect(() => {
    document.documentElement.style.fontSize = `${TEXT_SIZES[size]}px`
    localStorage.setItem(KEY, size)
  }, [size])
  const toggle = () => setSize((now) => (now === 'large' ? 'standard' : 'large'))
  return <Context value={{ size, toggle }}>{children(size)}</Context>
}

export function useTextSize() {
  return useContext(Context)
}
