import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import type { RegionDefinition } from '../../core/mapping/read-region.ts'
import { projectDefinitions } from '../support/definitions.ts'

/* docs/regions.md is made of the regions' own files. `npx vitest run test/house/regions-page.test.ts -u` writes it anew. */

const HOMES = { node: 'Node', workers: 'Workers' } as const

/** `M01–M03 M07`: matters that follow one another are drawn together. */
function drawTogether(matters: readonly string[]): string {
  const runs: string[][] = []
  for (const matter of matters.toSorted()) {
    const last = runs.at(-1)
    if (last && Number(last.at(-1)?.slice(1)) + 1 === Number(matter.slice(1))) last.push(matter)
    else runs.push([matter])
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(' '))).join(' ')
}

function mattersOf({ agreement }: RegionDefinition, direction: 'out' | 'in'): string {
  const all = Object.entries(agreement.matters)
  return drawTogether(all.filter(([, { directions }]) => directions.includes(direction)).map(([matter]) => matter))
}

function homesOf(protocol: string): string {
  return (PROTOCOLS.find(({ name }) => name === protocol)?.runtimes ?? []).map((home) => HOMES[home]).join('、')
}

function row(region: RegionDefinition): string {
  const { code, name, profile, protocol, ways = [], sets } = region
  const others = ways.map((way) => `;${way.matters.join('、')}经 \`${way.protocol}\``)
  return `| ${code} ${name}(${profile}) | \`${protocol}\`${others.join('')} | ${mattersOf(region, 'out')} | ${mattersOf(region, 'in')} | ${sets.length} | ${homesOf(protocol)} |`
}

describe('the page of regions', () => {
  it('is made of the regions’ own files', async () => {
    const rows = projectDefinitions().regions.map(row)
    const head = `# 合作地区

由 \`test/house/regions-page.test.ts\` 从 \`regions/\` 写成,不要手改。各地区资料均为示例:机构、密钥、人员皆为虚构,没有接入任何真实单位。

“报出”“转来”是协议(\`agreement\`)许可的方向;每个事项都有映射与对照样例(\`tongban region lint\` 逐项检查)。运行环境是该协议能在哪里运行:在不能运行的环境里,地区在启动时停用并说明缘由。协议各有一页:[protocols/](protocols/)。

| 地区 | 协议 | 报出 | 转来 | 映射 | 运行环境 |
|---|---|---|---|---|---|`
    await expect(`${head}\n${rows.join('\n')}\n`).toMatchFileSnapshot('../../docs/regions.md')
  })
})
