import { useEffect, useState } from 'react'
import { useLanguage } from '../words/language.tsx'

/** The browser's voice; null where it has none. */
export function voice(): SpeechSynthesis | null {
  return 'speechSynthesis' in globalThis && typeof SpeechSynthesisUtterance === 'function' ? speechSynthesis : null
}

/** Says a text, and nothing else any more; `onEnd` once it is said or nobody can say it. */
export function speak(text: string, language: 'zh' | 'en', onEnd: () => void = () => {}): void {
  const speaker = voice()
  if (!speaker) {
    onEnd()
    return
  }
  speaker.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language === 'zh' ? 'zh-CN' : 'en'
  utterance.rate = 0.9
  utterance.onend = onEnd
  utterance.onerror = onEnd
  speaker.speak(utterance)
}

/** Reads the page's main part aloud and stops when told to; not there where the browser cannot speak. */
export function ReadAloud() {
  const { say, language } = useLanguage()
  const [reading, setReading] = useState(false)
  useEffect(() => () => voice()?.cancel(), [])
  if (!voice()) return null
  const read = () => {
    if (reading) {
      voice()?.cancel()
      return setReading(false)
    }
    setReading(true)
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read
    speak(document.querySelector<HTMLElement>('#main')?.innerText ?? '', language, () => setReading(false))
  }
  return (
    <button type="button" onClick={read}>
      {say(reading ? 'my.stopReading' : 'my.readAloud')}
    </button>
  )
}
