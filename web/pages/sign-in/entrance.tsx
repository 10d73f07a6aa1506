import type { ReactNode } from 'react'
import { useLanguage } from '../../words/language.tsx'

/** The card that stands alone before somebody is signed in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  const { say, language, choose } = useLanguage()
  return (
    <main className="entrance">
      <p className="brand">{say('app.name')}</p>
      <h1>{title}</h1>
      {children}
      <p className="entrance-foot">
        <button
          type="button"
          className="plain"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
        >
          {say('app.language')}
        </button>
      </p>
    </main>
  )
}
