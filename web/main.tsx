import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadLanguage, storedLanguage } from './words/language.tsx'
import './style.css'

/** Pages for people who do not sign in. */
const OPEN_PAGES = /^\/(my|kiosk)(\/|$)/

// each by itself: of two imports in one expression the bundler loads the styles of one alone
const loadOpenApp = () => import('./shell/open-app.tsx')
const loadWorkbench = () => import('./shell/app.tsx')

const root = document.getElementById('root')
if (root) {
  // applicants load nothing of the workbench, and the staff nothing of theirs
  const load = OPEN_PAGES.test(location.pathname) ? loadOpenApp : loadWorkbench
  const [language, { App }] = await Promise.all([loadLanguage(storedLanguage()), load()])
  createRoot(root).render(
    <StrictMode>
      <App language={language} />
    </StrictMode>,
  )
  // a machine without Chinese letters gets them, slice by slice; others load nothing of it
  void import('@fontsource/noto-sans-sc/400.css')
}
