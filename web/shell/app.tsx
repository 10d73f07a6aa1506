import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Failed, Loading } from '../parts/states.tsx'
import { LanguageProvider, type Pack, useLanguage } from '../words/language.tsx'
import { go, useAddress } from './address.tsx'
import { auth, Refused, read } from './ask.ts'
import { Frame } from './frame.tsx'
import { maySee, PAGES } from './pages.ts'
import { SessionKeeper, useMe } from './session.tsx'
import { TextSizeProvider } from './text-size.tsx'
import { TEXT_SIZES, themeOf } from './theme.ts'

const SignInPage = lazy(() => import('../pages/sign-in/sign-in-page.tsx'))
const SetUpPage = lazy(() => import('../pages/sign-in/set-up-page.tsx'))

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // what the server refused it refuses again; what did not answer may
      retry: (tries, error) => tries < 3 && error instanceof Refused && error.status === 0,
      refetchOnWindowFocus: false,
      staleTime: 5_000,
    },
  },
})

/** The nonce that the gateway gave this page: the component library puts it on the styles it makes. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

export function App({ language }: { language: Pack }) {
  return (
    <LanguageProvider first={language}>
      <TextSizeProvider px={TEXT_SIZES}>
        {(size) => (
          <Library size={size}>
            <QueryClientProvider client={client}>
              <Suspense fallback={<Loading />}>
                <Door />
              </Suspense>
            </QueryClientProvider>
          </Library>
        )}
      </TextSizeProvider>
    </LanguageProvider>
  )
}

function Library({ size, children }: { size: Parameters<typeof themeOf>[0]; children: ReactNode }) {
  const { locale } = useLanguage()
  return (
    <ConfigProvider locale={locale} theme={themeOf(size)} csp={{ nonce }} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  )
}

/** Who comes in where: to the first set-up, to the sign-in, or to their page. */
function Door() {
  const { say } = useLanguage()
  const { path, query } = useAddress()
  const me = useMe()
  const nobody = me.data === null
  const state = useQuery({ queryKey: ['sign-in-state'], queryFn: () => read(auth.state.$get()), enabled: nobody })
  const target = targetOf(path, query, me.data ?? null, state.data?.setUp)
  useEffect(() => {
    if (target !== null) go(target, { replace: true })
  }, [target])
  const failed = me.error ?? state.error
  if (failed)
    return <Failed what={say('app.name')} error={failed} retry={() => void (me.error ? me : state).refetch()} />
  if (me.data === undefined || target !== null || (nobody && !state.data)) return <Loading />
  if (me.data) return <SessionKeeper me={me.data}>{<Frame me={me.data} />}</SessionKeeper>
  return path === '/setup' && state.data ? <SetUpPage state={state.data} /> : <SignInPage state={state.data ?? null} />
}

/** Where somebody must go who stands here; null where they may stay. */
function targetOf(
  path: string,
  query: URLSearchParams,
  me: { readonly permissions: readonly string[] } | null,
  setUp: 'needed' | 'done' | undefined,
): string | null {
  if (me) {
    if (path !== '/' && path !== '/signin' && path !== '/setup') return null
    const landing = PAGES.find((page) => page.menu && maySee(page, me.permissions))?.path ?? '/cases'
    return nextOf(query) ?? landing
  }
  if (setUp === 'needed') return path === '/setup' ? null : '/setup'
  if (setUp === 'done' && path !== '/signin') {
    const wanted = query.size === 0 ? path : `${path}?${query}`
    return path === '/' || path === '/setup' ? '/signin' : `/signin?next=${encodeURIComponent(wanted)}`
  }
  return null
}

/** Where to go after signing in: only to a page of our own, with what narrows it. */
function nextOf(query: URLSearchParams): string | null {
  const next = query.get('next') ?? ''
  return /^\/[\w/.-]*(\?[\w=&%.+-]*)?$/.test(next) && !next.startsWith('//') && next !== '/signin' ? next : null
}
