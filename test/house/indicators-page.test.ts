import { describe, expect, it } from 'vitest'
import { INDICATOR_GROUPS, INDICATORS, type IndicatorGroup, UNITS } from '../../core/indicators/catalogue.ts'
import { describeIndicator } from '../../core/indicators/figures.ts'

/* docs/indicators.md is made of the catalogue itself. `npx vitest run test/house/indicators-page.test.ts -u` writes it anew. */

const BETTER = { more: '大', less: '小' } as const

function section(group: IndicatorGroup): string {
  const rows = INDICATORS.filter((one) => one.group === group).map((one) => {
    const { id, name, unit, formula, better, target } = describeIndicator(one)
    const aim = target === null ? '' : `${target}${UNITS[unit]}`
    return `| \`${id}\` | ${name} | ${formula} | ${UNITS[unit]} | ${better ? BETTER[better] : ''} | ${aim} |`
  })
  return `## ${INDICATOR_GROUPS[group]}\n\n| 编号 | 指标 | 公式 | 单位 | 何者为好 | 目标 |\n|---|---|---|---|---|---|\n${rows.join('\n')}`
}

describe('the page of indicators', () => {
  it('is made of the catalogue that figures are made by', async () => {
    const head = `# 指标

共 ${INDICATORS.length} 项,由网关从流转记录、工单与评价统计,公式随每个数一起给出:\`GET /api/indicators\`(JSON)、\`GET /api/indicators/csv\`、\`tongban indicators --json\`,可按时间、地区、事项、方向查,按月份、地区、事项分开列。

- 每一笔记在它发生的那一天(北京时间);与结果有关的(按期、用时、一次通过)记在有结果的那一天。
- 多地联办的整件不计,它的每一段是一个办件,记在办理那一段的地区。
- 统计随办件增量进行(Node 每 15 秒,Workers 每分钟):办件又有了流转记录,先减去它以前的,再加上新的;读数只读按日、按月的合计,与办件多少无关。
- 时限、法定期限按统计时有效的定义与工作日历计算;已有结果的办件,此后没有新的流转记录就不随定义改变。
- 区县自己的指标登记表(示例:415 项)以 CSV 导入:\`tongban indicators registry --csv\` 取样表,\`tongban indicators import <文件> --check\` 逐行检查;列为 编号、名称、板块、来源、单位、口径、周期,来源写本页的编号或“手工填报”。
`
    const sections = (Object.keys(INDICATOR_GROUPS) as IndicatorGroup[]).map(section)
    await expect(`${head}\n${sections.join('\n\n')}\n`).toMatchFileSnapshot('../../docs/indicators.md')
  })
})
