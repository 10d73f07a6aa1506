import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright } from 'playwright-core'

const GUIDE = 'docs/guide'
const KEPT = join(GUIDE, 'pictures')
const WIDTH = 1080

/** The pictures that the guides and the READMEs show, by name. */
export function shownPictures(): string[] {
  const pages = readdirSync(GUIDE).filter((name) => name.endsWith('.md'))
  const texts = [...pages.map((name) => join(GUIDE, name)), 'README.md', 'README.zh-CN.md'].map((path) =>
    readFileSync(path, 'utf8'),
  )
  const named = texts.flatMap((text) => [...text.matchAll(/\]\((?:docs\/guide\/)?pictures\/([a-z0-9-]+)\.webp\)/g)])
  return [...new Set(named.map(([, name = '']) => name))].sort()
}

/** Takes the pictures that are shown anew from what tests took, smaller, and throws away those that nothing shows. Run it after `npm test`: `npm run guide-pictures`. */
async function takePictures(taken: string): Promise<void> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const page = await browser.newPage()
  const shown = shownPictures()
  for (const name of shown) {
    const path = ['1440', '1920', '360'].map((width) => join(taken, `${name}-${width}.png`)).find(existsSync)
    if (!path) {
      process.stderr.write(`${name}: no test has taken it\n`)
      continue
    }
    const webp = await page.evaluate<string>(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${readFileSync(path).toString('base64')}'
      await image.decode()
      const scale = Math.min(1, ${WIDTH} / image.width)
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(image.width * scale)
      canvas.height = Math.min(Math.round(image.height * scale), 2 * ${WIDTH})
      const pen = canvas.getContext('2d')
      pen.imageSmoothingQuality = 'high'
      pen.drawImage(image, 0, 0, canvas.width, image.height * scale)
      return canvas.toDataURL('image/webp', 0.7)
    })()`)
    writeFileSync(join(KEPT, `${name}.webp`), Buffer.from(webp.split(',')[1] ?? '', 'base64'))
  }
  await browser.close()
  for (const file of readdirSync(KEPT)) if (!shown.includes(file.replace(/\.webp$/, ''))) rmSync(join(KEPT, file))
}

if (import.meta.main) await takePictures(process.argv[2] ?? '.build/pictures')
