import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { onFile } from './sample.ts'

/** What all matters share, filled for 次仁 of 武侯 who comes in person. */
export function commonBlock(mode: string, handlingDivision: string): JsonObject {
  return {
    case: { mode, handlingDivision },
    applicant: {
      kind: '1',
      name: '次仁',
      idType: '111',
      idNo: '510107190001010017',
      idExpiry: '长期',
      gender: '1',
      ethnicity: '04',
      nationality: 'CHN',
      birthDate: '1900-01-01',
      mobile: '13800000001',
      address: { division: '510107', detail: '示例路1号' },
    },
    delivery: { method: '3' },
    verify: { method: '1', result: 'pass', at: '2026-03-02T09:08:21+08:00' },
    consent: { signedAt: '2026-03-02T09:10:05+08:00', version: '2026-01' },
    pledge: { signedAt: '2026-03-02T09:14:40+08:00' },
  }
}

/** An agent with everything filled in. */
export const AGENT: JsonObject = {
  name: '甄样例',
  idType: '111',
  idNo: '130102190003050028',
  mobile: '13800000004',
  relation: '99',
  address: '河北省石家庄市长安区示例大街8号501室',
  scope: '代为提交材料并领取结果',
  until: '2026-06-30',
}

/** What an agent brings. */
export function agentMaterials(mark: string): CaseMaterial[] {
  return [
    onFile('MT006', '委托书.pdf', `MT006-${mark}`),
    onFile('MT001.agent', '代理人身份证.pdf', `MT001.agent-${mark}`),
  ]
}

/** The same value of person and applicant. */
export function bothPersons(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => [
      [`applicant.${name}`, value],
      [`person.${name}`, value],
    ]),
  )
}

/** A text of so many characters that holds what breaks careless writers: a CDATA end, markup, quotes, four-byte characters. */
export function awkwardText(length: number): string {
  return [...`a]]>b<c attr="d'e">&amp;𠅤䶮\\${'示例'.repeat(length)}`].slice(0, length).join('')
}
