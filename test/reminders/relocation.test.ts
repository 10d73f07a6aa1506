import { describe, expect, it } from 'vitest'
import type { Case } from '../../core/case/case.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import type { JsonObject } from '../../core/json.ts'
import { m01Samples } from '../form/samples/m01.ts'
import { m02Form } from '../form/samples/m02.ts'
import { m03Samples } from '../form/samples/m03.ts'
import { m04Samples } from '../form/samples/m04.ts'
import { m07Form } from '../form/samples/m07.ts'
import { m10Samples } from '../form/samples/m10.ts'
import { caseOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const NOBODY = { send: () => Promise.reject(new Error('nothing is sent')) }
const HOME_USCC = '91510107MA0000007C'

async function warningsOf(
  cases: readonly (Partial<Case> & { form: JsonObject })[],
  definitions = projectDefinitions(),
) {
  const { gateway } = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, NOBODY)
  gateway.install(definitions)
  for (const [index, change] of cases.entries()) {
    const value = caseOf(`c${index}`, { status: 'QUEUED', ...change })
    const event = { type: 'submitted', status: value.status, at: 5, actor: 'gateway', data: {} } as const
    await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
  }
  return gateway.store.relocationWarnings.list(undefined, 50)
}

const MOVING: readonly (Partial<Case> & { form: JsonObject })[] = [
  { matter: 'M02', form: m02Form({ 'reissue.kind': '4' }) },
  {
    matter: 'M01',
    form: { applicant: { kind: '2', name: '成都示例企业管理有限公司', idType: '001', idNo: HOME_USCC } },
  },
]
const STAYING: readonly (Partial<Case> & { form: JsonObject })[] = [
  { matter: 'M02', form: m02Form() },
  { matter: 'M02', form: m02Form({ 'reissue.kind': '4', 'entity.uscc': '91130102MA0000011X' }) },
  { matter: 'M02', direction: 'in', status: 'DELIVERED', form: m02Form({ 'reissue.kind': '4' }) },
  { matter: 'M02', status: 'DRAFT', form: m02Form({ 'reissue.kind': '4' }) },
  ...Object.values(m01Samples).map(({ form }) => ({ matter: 'M01', form })),
  ...Object.values(m03Samples).map(({ form }) => ({ matter: 'M03', form })),
  ...Object.values(m04Samples).map(({ form }) => ({ matter: 'M04', form })),
  ...Object.values(m10Samples).map(({ form }) => ({ matter: 'M10', form })),
  { matter: 'M07', form: m07Form() },
]

describe('a company that may move away', () => {
  it('is warned of by every case that shows it and by no other, with what registers publish and the law it stands on', async () => {
    const found = await warningsOf([...MOVING, ...STAYING])
    expect(found.map(({ caseId }) => caseId).sort()).toEqual(['c0', 'c1'])
    const { basis = '' } = projectDefinitions().reminders?.relocation ?? {}
    expect(basis).toContain('第二十七条')
    const moved = found.find(({ caseId }) => caseId === 'c0')
    expect(moved).toMatchObject({ company: '成都示例企业管理有限公司', uscc: HOME_USCC, region: '130000', basis })
    expect(JSON.stringify(found)).not.toMatch(/欧阳明|13800000005/)
  })

  it('is warned of nowhere where no lawful basis is declared', async () => {
    const { relocation: _, ...silent } = projectDefinitions().reminders ?? { licence: [], correction: [], renewal: {} }
    expect(await warningsOf(MOVING, { ...projectDefinitions(), reminders: silent })).toEqual([])
  })
})
