import { lazy, type ReactNode, Suspense } from 'react'
import { LanguageProvider, type Pack, useLanguage } from '../words/language.tsx'
import { useAddress } from './address.tsx'
import { FaultBoundary } from './fault-boundary.tsx'
import { type SizesInPx, TextSizeProvider, useTextSize } from './text-size.tsx'
import './open.css'

const KioskPage = lazy(() => import('../pages/kiosk/kiosk-page.tsx'))
const LookUp = lazy(() => import('../pages/my/look-up.tsx'))
const MyCasePage = lazy(() => import('../pages/my/my-case-page.tsx'))
const MendPage = lazy(() => import('../pages/my/mend-page.tsx'))
const RatePage = lazy(() => import('../pages/my/rate-page.tsx'))
const ComplainPage = lazy(() => import('../pages/my/complain-page.tsx'))
const AccessPage = lazy(() => import('../pages/my/access-page.tsx'))

/** Text of pages for applicants, px: people of every age read them. */
const TEXT_PX: SizesInPx = { standard: 17, large: 22, huge: 30 }

/** The same at a kiosk, read at arm's length by people who stand. */
const KIOSK_PX: SizesInPx = { standard: 28, large: 34, huge: 42 }

/** The pages for people who do not sign in: one thing a page, plain, without the workbench's parts. */
export function App({ language }: { language: Pack }) {
  const { path } = useAddress()
  return (
    <LanguageProvider first={language}>
      <TextSizeProvider px={path === '/kiosk' ? KIOSK_PX : TEXT_PX}>
        {() => (
          <Frame>
            <Suspense fallback={<Waiting />}>
              <FaultBoundary>
                <Here />
              </FaultBoundary>
            </Suspense>
          </Frame>
        )}
      </TextSizeProvider>
    </LanguageProvider>
  )
}

function Here() {
  const { path } = useAddress()
  if (path === '/kiosk') return <KioskPage />
  if (path === '/my/case') return <MyCasePage />
  if (path === '/my/correct') return <MendPage />
  if (path === '/my/rate') return <RatePage />
  if (path === '/my/complain') return <ComplainPage />
  if (path === '/my/access') return <AccessPage />
  return <LookUp />
}

function Waiting() {
  const { say } = useLanguage()
  return <p role="status">{say('my.loading')}</p>
}

function Frame({ children }: { children: ReactNode }) {
  const { say, language, choose } = useLanguage()
  const { size, next } = useTextSize()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <div className="open-frame">
      <header>
        <button type="button" onClick={next}>
          {say('text.size', { size: say(`text.${size}`) })}
        </button>
        <button type="button" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
          {say('app.language')}
        </button>
      </header>
      <main id="main">{children}</main>
    </div>
  )
}
