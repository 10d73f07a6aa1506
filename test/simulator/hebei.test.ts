import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkApplication } from '../../simulator/hebei/checks.ts'
import { MATTERS } from '../../simulator/hebei/matters.ts'
import { type HandledCase, progressMessage, scriptOf } from '../../simulator/hebei/progress.ts'

type Body = Record<string, unknown>
type Change = (form: Record<string, string>, body: Body) => unknown

const FORMATS: Readonly<Record<string, string>> = { pdf: 'pdf', jpg: 'jpg', ofd: 'ofd' }
const MATTER_IDS = [...MATTERS.values()].map(({ id }) => id).sort()

function applicationOf(name: string): Body {
  const url = new URL(`../../regions/130000-hebei/pairs/${name}.json`, import.meta.url)
  const { wire } = JSON.parse(readFileSync(url, 'utf8'))
  return { ...wire, messageId: 'a1d7c2f0-5b3e-4f86-8c49-7e0b9d2a0007' }
}

/** As if the files had been uploaded under their names. */
function check(body: Body, bytes = 20) {
  const files = new Map((body['materialData'] as { id: string; name: string }[]).map(({ id, name }) => [id, name]))
  return checkApplication(body, (id) => {
    const name = id === '' ? undefined : files.get(id)
    return name === undefined ? undefined : { format: FORMATS[name.slice(-3)] ?? '', bytes }
  })
}

function faultsOf(name: string, change: Change): string[] {
  const body = applicationOf(name)
  change(body['formData'] as Record<string, string>, body)
  const refused = check(body)
  return [refused?.code ?? '', ...(refused?.errors ?? []).map(({ path, code }) => `${path} ${code}`)]
}

describe('河北’s simulator', () => {
  it.each(MATTER_IDS)('finds nothing wrong with the golden case of %s', (id) => {
    expect(check(applicationOf(`${id}-normal`))).toBeNull()
  })

  it.each<[what: string, name: string, change: Change, expected: string[]]>([
    ['a field too many', 'M01-normal', (form) => Object.assign(form, { more: '' }), ['301', 'formData.more E07']],
    ['one that is missing', 'M08-normal', (form) => delete form['Bak1'], ['301', 'formData.Bak1 E01']],
    [
      'one that is blank',
      'M10-normal',
      (form) => Object.assign(form, { eduLevel: '' }),
      ['301', 'formData.eduLevel E01'],
    ],
    [
      'a code of no table',
      'M05-normal',
      (form) => Object.assign(form, { AAE008: '999' }),
      ['302', 'formData.AAE008 E04'],
    ],
    [
      'an amount not in 万元',
      'M04-normal',
      (form) => Object.assign(form, { regCap: '200.00' }),
      ['301', 'formData.regCap E03'],
    ],
    ['a sum', 'M01-normal', (form) => Object.assign(form, { regCap: '99.000000' }), ['301', 'formData.regCap E06']],
    [
      'a check digit',
      'M09-normal',
      (form) => Object.assign(form, { SLR_GMSFHM: '510107190001010018' }),
      ['301', 'formData.SLR_GMSFHM E05'],
    ],
    [
      'what the region fills in',
      'M06-normal',
      (form) => Object.assign(form, { AAE202: '3' }),
      ['301', 'formData.AAE202 E07'],
    ],
    [
      'what its condition forbids',
      'M03-normal',
      (form) => Object.assign(form, { saleMode: '1' }),
      ['301', 'formData.saleMode E07'],
    ],
    [
      'what its condition wants',
      'M06-normal',
      (form) => Object.assign(form, { LXH_NO: '' }),
      ['301', 'formData.LXH_NO E01'],
    ],
    [
      'a flag of another item',
      'M03-normal',
      ({ items }) => Object.assign(items?.[0] ?? {}, { flags: 'H' }),
      ['302', 'formData.items[0].flags E04'],
    ],
    ['a loan', 'M08-normal', (form) => Object.assign(form, { LoanFlag: '1' }), ['308', 'formData.LoanFlag E06']],
    [
      'a way that the matter has not',
      'M09-normal',
      (_, body) => Object.assign(body, { handleMode: '1' }),
      ['308', 'handleMode E04'],
    ],
    [
      'another version of the form',
      'M07-normal',
      (_, body) => Object.assign(body, { taskVersion: '2' }),
      ['303', 'taskVersion E06'],
    ],
    [
      'a title of its own',
      'M07-normal',
      (_, body) => Object.assign(body, { projectName: 'x' }),
      ['301', 'projectName E06'],
    ],
    [
      'a paper that lacks',
      'M09-normal',
      (_, body) => (body['materialData'] as object[]).shift(),
      ['301', 'materialData E01'],
    ],
  ])('names %s', (_, name, change, expected) => {
    expect(faultsOf(name, change)).toEqual(expected)
  })

  it('refuses a paper larger than its limit, and one that is spared as it may not be', () => {
    expect(check(applicationOf('M05-normal'), 51 * 1024)).toMatchObject({
      code: '307',
      errors: [{ path: 'materialData[2].id' }],
    })
    const spare: Change = (_, body) => Object.assign((body['materialData'] as object[])[1] ?? {}, { exemptType: '3' })
    expect(faultsOf('M08-normal', spare)).toEqual(['302', 'materialData[1].exemptType E04'])
  })

  it.each([
    ['M03', /^JY2130102\d{7}$/, '食品经营许可证'],
    ['M05', /^510107190001010017$/, '社会保障卡'],
    ['M08', /^$/, ''],
  ])('%s ends with the licence that the matter has, under its own number', (id, number, name) => {
    const body = applicationOf(`${id}-normal`)
    const matter = MATTERS.get(String(body['catalogCode']))
    if (!matter) throw new Error(id)
    const handled: HandledCase = { projectNo: 'WH20260302001004', acceptNo: '1'.repeat(43), matter, body, seq: 0 }
    const told = scriptOf('ok', matter).first.map((step) => progressMessage(handled, step, 0).body)
    const result = told.at(-1)?.['resultData'] as Record<string, string>
    expect(result['resultCetrNo'] ?? '').toMatch(number)
    expect(result['resultCetrName'] ?? '').toBe(name)
    expect(told.map(({ projectStatus }) => projectStatus).includes('41')).toBe(id === 'M03')
  })
})
