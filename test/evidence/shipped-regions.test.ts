import { describe, expect, it, vi } from 'vitest'
import { projectDefinitions } from '../support/definitions.ts'
import { type Score, scoreOf } from './truth.ts'

vi.setConfig({ testTimeout: 90_000 })

const definitions = projectDefinitions()
const known = new Map<string, Score>()

function scored(code: string): Score {
  const score = known.get(code) ?? scoreOf(definitions, code)
  known.set(code, score)
  return score
}

/** By region: how it writes, and what is reached at least: shares of the lines of high confidence that are right, and of all fields. Measured on the day of writing: see the names of the tests. */
const REGIONS = [
  { code: '500000', writing: '重庆, English words in nested JSON', high: 0.99, all: 0.8 },
  { code: '540000', writing: '西藏, Chinese headings of CSV', high: 0.95, all: 0.78 },
  { code: '310000', writing: '上海, English words in JSON', high: 0.97, all: 0.6 },
  { code: '320000', writing: '江苏, initials of pinyin in XML within JSON', high: 0.94, all: 0.58 },
  { code: '520000', writing: '贵州, a flat form of initials and English', high: 0.97, all: 0.48 },
] as const

describe('what is proposed from the messages of a region that is shipped, held against its own rules', () => {
  it.each(REGIONS)('$writing: of what is sure at least $high is right, of all fields $all', ({ code, high, all }) => {
    const score = scored(code)
    console.info(
      `${code}: sure ${score.highRight}/${score.high}, all fields ${score.right}/${score.fields} = ${((score.right / score.fields) * 100).toFixed(1)} %`,
    )
    expect(score.highRight / score.high, score.wrong.join('\n')).toBeGreaterThanOrEqual(high)
    expect(score.right / score.fields).toBeGreaterThanOrEqual(all)
  })

  it('over all eleven regions at least 97 of 100 sure lines are right, whatever is written how', () => {
    const scores = definitions.regions.map(({ code }) => scored(code))
    const sum = (key: 'high' | 'highRight' | 'fields' | 'right') =>
      scores.reduce((total, score) => total + score[key], 0)
    console.info(`all regions: sure ${sum('highRight')}/${sum('high')}, all fields ${sum('right')}/${sum('fields')}`)
    expect(sum('high')).toBeGreaterThan(1_900)
    expect(sum('highRight') / sum('high')).toBeGreaterThanOrEqual(0.97)
  })
})
