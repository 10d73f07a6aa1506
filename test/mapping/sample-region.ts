import { readYaml } from '../../core/definitions/yaml-source.ts'
import { type Codes, readCodeTables } from '../../core/form/codes.ts'
import { compileMapping, type Mapping } from '../../core/mapping/compile.ts'
import { readRegion } from '../../core/mapping/read-region.ts'
import type { MappingSet } from '../../core/mapping/rule.ts'
import type { Matter } from '../../core/matter.ts'

/* A made-up region, 示例省 (990000), that uses every operation; and the few codes and fields it needs. */

const codeFiles = {
  'gender.yaml': `
name: CT_GENDER
title: 性别
version: '1'
source: 示例
rows: [{ code: '1', label: 男 }, { code: '2', label: 女 }]
`,
  'industries.yaml': `
name: CT_INDUSTRY
title: 行业
version: '1'
source: 示例
rows: [{ code: F52, label: 零售业 }]
`,
  'divisions.yaml': `
name: CT_DIVISION
title: 区划
version: '1'
source: 示例
rows:
  - { code: '510000', label: 四川省 }
  - { code: '510100', label: 成都市 }
  - { code: '510107', label: 武侯区 }
  - { code: '500000', label: 重庆市 }
  - { code: '500107', label: 九龙坡区 }
  - { code: '440000', label: 广东省 }
  - { code: '441900', label: 东莞市 }
`,
}

/** The few canonical tables of the sample. */
export function sampleCodes(): Codes {
  const parsed = Object.entries(codeFiles).map(([file, text]) => {
    const source = readYaml(file, text)
    if (!source.ok) throw new Error(JSON.stringify(source.faults))
    return [file, source.value.value] as const
  })
  const codes = readCodeTables(Object.fromEntries(parsed))
  if (!codes.ok) throw new Error(JSON.stringify(codes.faults))
  return codes.value
}

/** Labels, which fields are required anyway, and which material comes once for each element; the rest of a matter does not matter to a mapping. */
export const sampleMatter = {
  id: 'M99',
  fields: [
    { path: 'applicant.name', label: '申请人姓名', type: 'text', required: true },
    { path: 'applicant.idType', label: '申请人证件类型', type: 'code', required: true },
    { path: 'applicant.phone', label: '申请人电话', type: 'text' },
    { path: 'applicant.address', label: '申请人地址', type: 'address' },
  ],
  materials: [{ slot: 'MT022', each: 'kids', per: 'name' }],
} as unknown as Matter

const base = {
  'region.yaml': `
code: '990000'
name: 示例省
profile: 示例
agreement: { no: SL-1, from: '2026-01-01', until: '2028-12-31', matters: { M99: { directions: [out, in], modes: ['1'] } } }
protocol: sample
inbound: [/sample]
carries: [apply, progress]
options: {}
delivery: { retryMs: [1000], thenEveryMs: 1000, giveUpAfterMs: 5000, maxInFlight: 1 }
progressOrder: strict
absent: omit
`,
  'envelope.yaml': `
application:
  - { include: form }
  - { include: materials }
materialList:
  to: files
  sort: listed
  item:
    - { to: code, from: material.code }
    - { to: no, from: material.seq, only: out }
    - { to: exempt, from: material.exempt, op: lookup, table: EXEMPT }
    - { to: licence, from: exempt.licenceId }
    - { to: file, from: file, op: file, as: id }
    - { to: name, from: file.name }
`,
  'progress.yaml': `
progress:
  - { to: seq, from: message.seq, op: text, decimals: 0 }
  - { to: state, from: status, op: lookup, table: STATE, must: true }
  - { to: note, from: note }
`,
  'tables.yaml': `
tables:
  EXEMPT: { version: '1', rows: [['N', '0', 不免], ['E', '1', 电子证照]] }
  STATE: { version: '1', unknown: UNKNOWN, rows: [[ACCEPTED, acc, 已受理], [COMPLETED, done, 办结]] }
`,
}

export type SampleFiles = Record<keyof typeof base | 'M99.yaml', string>

/** The files of the sample region with these rules for the form; `more` replaces whole files. */
export function sampleFiles(form: string, rest = '', more: Partial<SampleFiles> = {}): SampleFiles {
  const list = form
    .trim()
    .split('\n')
    .map((line) => `  ${line.trim()}`)
    .join('\n')
  const materials = /^materials:/m.test(rest) ? '' : 'materials: []\n'
  const matter = `matter: M99\nversion: '7'\nmatterCodes: { kind: 'X' }\nform:\n${list}\n${materials}${rest}\n`
  return { ...base, 'M99.yaml': matter, ...more }
}

/** The sample region with these rules, read and compiled; throws what is wrong with them. */
export function sampleMapping(form: string, rest = '', more: Partial<SampleFiles> = {}): Mapping & { set: MappingSet } {
  const read = readRegion('regions/990000-shili', sampleFiles(form, rest, more))
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('\n'))
  const set = read.value.sets[0] as MappingSet
  return { ...compileMapping(set, sampleMatter, sampleCodes(), '示例省'), set }
}
