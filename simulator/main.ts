import { startDraftedRegion } from './from-draft.ts'
import { SIMULATED_REGIONS, startRegion } from './registry.ts'
import { runRegion } from './run-region.ts'
import { switchesOf } from './switches.ts'

const [wanted = '', ...args] = process.argv.slice(2)
if (wanted === '--draft') {
  const [folder = '.', port = '0'] = args
  const { name, url, close } = await startDraftedRegion(folder, Number(port))
  process.stderr.write(`${name}(由样例模拟):${url},收下有样例各项的报文,缺项的退回\n`)
  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve))
  await close()
  process.exit(0)
}
const region = SIMULATED_REGIONS.find((known) => [known.code, known.name, known.folder].includes(wanted))
if (!region) {
  const names = SIMULATED_REGIONS.map(({ code, name, folder }) => `${code} ${name} ${folder}`)
  process.stderr.write(
    [
      ...(wanted === '' || wanted.startsWith('-') ? [] : [`没有“${wanted}”的模拟地区。`]),
      '用法:npm run simulator -- <地区> [--help] [--behave ok] [--gateway http://127.0.0.1:8787] [--port 0] [--step-ms 20]',
      '由样例推得的草稿:npm run simulator -- --draft <草稿文件夹> [端口]',
      '地区写行政区划代码、名称或文件夹名:',
      ...names.map((name) => `  ${name}`),
      '--behave 说它怎样对待此后的办件;<地区> --help 列出它会的全部,和对它没有意义的及缘由\n',
    ].join('\n'),
  )
  process.exit(wanted === '--help' ? 0 : 2)
}
if (args.includes('--help')) {
  const signed = region.signs ? ['--signed 走安全档:每个请求与应答都签名、都验签'] : []
  process.stdout.write(`${[...switchesOf(region.code), ...signed].join('\n')}\n`)
  process.exit(0)
}
if (args.includes('--signed') && !region.signs) {
  process.stderr.write(`${region.name}的接口文档没有另外的签名档,不用 --signed\n`)
  process.exit(2)
}
const { url } = await runRegion((options) => startRegion(region, options), args)
process.stderr.write(`${region.name}(模拟,示例):收到什么、报出什么,见 ${url}/_sim\n`)
