import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react'

const MOVED = 'tongban:moved'

function subscribe(listener: () => void): () => void {
  for (const kind of ['popstate', MOVED]) addEventListener(kind, listener)
  return () => {
    for (const kind of ['popstate', MOVED]) removeEventListener(kind, listener)
  }
}

/** Where the browser is, kept up to date. Addresses name codes and case numbers, never persons. */
export function useAddress(): { readonly path: string; readonly query: URLSearchParams } {
  const at = useSyncExternalStore(subscribe, () => location.pathname + location.search)
  return useMemo(() => {
    const { pathname, searchParams } = new URL(at, location.origin)
    return { path: pathname, query: searchParams }
  }, [at])
}

/** Goes to another page of the workbench. */
export function go(to: string, { replace = false } = {}): void {
  if (to === location.pathname + location.search) return
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  if (!replace) scrollTo(0, 0)
  dispatchEvent(new Event(MOVED))
}

/** A link within the workbench: a real one, so that it opens in a new tab, too. */
export function Link({ href = '/', ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}
