import { parseArgs } from 'node:util'
import { measureLists } from './lists.ts'
import { measureListsInBrowser } from './lists-in-browser.ts'
import { measureMainJob } from './main-job.ts'
import { measureMapping } from './mapping.ts'
import { measureProtocols } from './protocols.ts'
import { measureSoap } from './soap.ts'
import { measureStart } from './start.ts'

/* npm run bench -- [--only lists|lists-in-browser|main|mapping|protocols|soap|start] [--count n] [--cases n] [--json]. Quote ratios and medians: machines are noisy. */

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    count: { type: 'string', default: '10000' },
    cases: { type: 'string', default: '1700000' },
    only: { type: 'string' },
  },
})

const BENCHES: Readonly<Record<string, () => unknown>> = {
  lists: () => measureLists(Number(flags.cases)),
  'lists-in-browser': () => measureListsInBrowser(Number(flags.cases)),
  main: () => measureMainJob(Number(flags.count)),
  mapping: measureMapping,
  protocols: async () => ({ ...(await measureProtocols()), ...(await measureSoap()) }),
  soap: measureSoap,
  start: measureStart,
}
/** What signed messages cost is measured with the protocols; what takes a browser, only where it is asked for. */
const BESIDE = new Set(['soap', 'lists-in-browser'])
const wanted = flags.only?.split(',') ?? Object.keys(BENCHES).filter((name) => !BESIDE.has(name))
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  process.stderr.write(`没有名为 ${unknown.join('、')} 的测量;有:${Object.keys(BENCHES).join('、')}\n`)
  process.exit(2)
}
const results: Record<string, unknown> = {}
for (const name of wanted) Object.assign(results, await BENCHES[name]?.())
process.stdout.write(`${flags.json ? JSON.stringify(results, null, 1) : table(results)}\n`)
process.exit(0)

function table(value: object): string {
  return Object.entries(value)
    .flatMap(([name, figures]) =>
      (Array.isArray(figures) ? figures : [figures]).map((one) => `${name.padEnd(10)} ${words(one as object)}`),
    )
    .join('\n')
}

function words(figures: object): string {
  return Object.entries(figures)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join('  ')
}
