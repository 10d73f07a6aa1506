import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/app.tsx'
import { loadLanguage, storedLanguage } from './words/language.tsx'
import './style.css'

const root = document.getElementById('root')
if (root) {
  const language = await loadLanguage(storedLanguage())
  createRoot(root).render(
    <StrictMode>
      <App language={language} />
    </StrictMode>,
  )
  // a machine without Chinese letters gets them, slice by slice; others load nothing of it
  void import('@fontsource/noto-sans-sc/400.css')
}
