import type { Locale } from 'antd/es/locale'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Word } from './zh.ts'

export type Language = 'zh' | 'en'

/** A language as it is loaded: its words, and those of the component library. */
export interface Pack {
  readonly language: Language
  readonly words: Readonly<Record<Word, string>>
  readonly locale: Locale
}

/** The word in the chosen language, with what stands in braces filled in. */
export type Say = (word: Word, filling?: Readonly<Record<string, string | number>>) => string

interface Chosen {
  readonly language: Language
  readonly locale: Locale
  readonly say: Say
  choose(language: Language): void
}

const LANGUAGE = 'tongban.language'
const TAGS = { zh: 'zh-CN', en: 'en' } as const
const Context = createContext<Chosen | null>(null)

/** The language chosen before in this browser, Chinese where none was. */
export function storedLanguage(): Language {
  return localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'zh'
}

/** Loads a language; the other one is loaded only when somebody wants it. */
export async function loadLanguage(language: Language): Promise<Pack> {
  return language === 'en' ? (await import('./pack-en.ts')).pack : (await import('./pack-zh.ts')).pack
}

export function LanguageProvider({ first, children }: { first: Pack; children: ReactNode }) {
  const [pack, setPack] = useState(first)
  useEffect(() => {
    document.documentElement.lang = TAGS[pack.language]
  }, [pack])
  const chosen = useMemo<Chosen>(
    () => ({
      language: pack.language,
      locale: pack.locale,
      say: (word, filling = {}) => fill(pack.words[word], filling),
      choose(language) {
        localStorage.setItem(LANGUAGE, language)
        void loadLanguage(language).then(setPack)
      },
    }),
    [pack],
  )
  return <Context value={chosen}>{children}</Context>
}

export function useLanguage(): Chosen {
  const chosen = useContext(Context)
  if (!chosen) throw new Error('outside of the LanguageProvider')
  return chosen
}

export function useSay(): Say {
  return useLanguage().say
}

function fill(text: string, filling: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(filling[name] ?? whole))
}
