import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** Text sizes that somebody may choose; the largest is twice the standard one. */
export const SIZES = ['standard', 'large', 'huge'] as const
export type TextSize = (typeof SIZES)[number]
/** What each size is on a kind of page, px. */
export type SizesInPx = Readonly<Record<TextSize, number>>

const KEY = 'tongban.text'
const Context = createContext<{ readonly size: TextSize; next(): void }>({ size: 'standard', next() {} })

/** How large text is in this browser, for all of the page; kept where the browser keeps anything. */
export function TextSizeProvider({ px, children }: { px: SizesInPx; children: (size: TextSize) => ReactNode }) {
  const [size, setSize] = useState<TextSize>(() => SIZES.find((one) => one === localStorage.getItem(KEY)) ?? 'standard')
  useEffect(() => {
    document.documentElement.style.fontSize = `${px[size]}px`
    document.documentElement.dataset['text'] = size
    localStorage.setItem(KEY, size)
  }, [px, size])
  const next = () => setSize((now) => SIZES[(SIZES.indexOf(now) + 1) % SIZES.length] ?? 'standard')
  return <Context value={{ size, next }}>{children(size)}</Context>
}

export function useTextSize() {
  return useContext(Context)
}
