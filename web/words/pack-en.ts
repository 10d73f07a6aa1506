import locale from 'antd/es/locale/en_US'
import { en } from './en.ts'
import type { Pack } from './language.tsx'

export const pack: Pack = { language: 'en', words: en, locale }
