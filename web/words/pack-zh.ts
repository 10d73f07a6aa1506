import locale from 'antd/es/locale/zh_CN'
import type { Pack } from './language.tsx'
import { zh } from './zh.ts'

export const pack: Pack = { language: 'zh', words: zh, locale }
