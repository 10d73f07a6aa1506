import { readFileSync } from 'node:fs'

/** A style with the Chinese glyphs that the machine may lack, as people's machines have them. */
export function chineseFont(): string {
  const folder = 'node_modules/@fontsource/noto-sans-sc/files'
  const faces = ['400', '700'].map((weight) => {
    const bytes = readFileSync(`${folder}/noto-sans-sc-chinese-simplified-${weight}-normal.woff2`).toString('base64')
    return `@font-face{font-family:"Noto Sans SC";font-weight:${weight};src:url(data:font/woff2;base64,${bytes})}`
  })
  return faces.join('')
}
