import type { JsonObject } from '../../../core/json.ts'
import { toTime } from '../../../core/time.ts'
import type { Client } from './client.ts'

/** What a bundle came to, as the API shows it. */
export interface PlayedBundle {
  readonly no: string
  readonly state: string
  readonly children: readonly { readonly name: string; readonly matter: string; readonly no: string }[]
  readonly savings: Readonly<Record<string, { separately: number; together: number; percent: number }>>
}

const THEME = 'T01'
/** where the company moves to */
export const BUNDLE_REGION = '500000'
const COUNTY = '500107'
const UNTIL_MS = 60_000

/** A company moves to 重庆 (企业跨省迁移): one form, one set of papers; the licence there, and on its strength the permit to sell food, each by a case of its own. */
export async function playBundle(window: Client): Promise<PlayedBundle> {
  const body = { theme: THEME, form: movingForm(), materials: await movingMaterials(window) }
  const made = await window.call('POST', '/api/bundles', body)
  if (!made.ok) throw new Error(`一件事:${String(made.body['detail'])} ${JSON.stringify(made.body['errors'] ?? '')}`)
  const no = String(made.body['no'])
  const end = Date.now() + UNTIL_MS
  for (;;) {
    const { body: found } = await window.call('GET', `/api/bundles/${no}`)
    if (found['state'] !== 'under-way') return shown(found)
    if (Date.now() > end) throw new Error(`一件事 ${no} 没有办完:${JSON.stringify(found['children'])}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function shown(found: JsonObject): PlayedBundle {
  const children = (found['children'] as JsonObject[]).flatMap(({ name, case: own }) => {
    const { no, matter } = (own ?? {}) as JsonObject
    return no === undefined ? [] : [{ name: String(name), matter: String(matter), no: String(no) }]
  })
  return {
    no: String(found['no']),
    state: String(found['state']),
    children,
    savings: found['savings'] as unknown as PlayedBundle['savings'],
  }
}

function movingForm(): JsonObject {
  const now = Date.now()
  const there = { division: COUNTY, detail: '示例街道示例大道18号' }
  return {
    applicant: {
      kind: '2',
      name: '成都示例企业管理有限公司',
      idNo: '91510107MA0000007C',
      mobile: '13800000005',
      address: { division: '510107', detail: '示例路9号' },
    },
    entity: { type: '1130', rep: { name: '欧阳明' } },
    rep: { idType: '111', idNo: '510107190001010033', mobile: '13800000003' },
    move: { to: there, food: true, dispatch: false },
    reissue: { originals: 1, duplicates: 2 },
    site: { address: there, area: 180.5 },
    business: {
      form: '1',
      online: false,
      saleMode: '2',
      items: [{ code: '0101' }, { code: '0202', flags: ['cookedBulk'] }],
    },
    safetyStaff: [{ name: '次仁', idNo: '510107190001010017', certNo: 'CQ-SP-0001', kind: '1' }],
    delivery: { method: '1', to: { name: '欧阳明', phone: '13800000003', address: there } },
    verify: { method: '1', result: 'pass', at: toTime(now - 600_000) },
    consent: { signedAt: toTime(now - 500_000), version: '2026-01' },
    pledge: { signedAt: toTime(now - 60_000) },
    extra: { licence: { lostOn: '2026-02-20' } },
  }
}

/** What is handed in once; the new licence stands in for itself at the food permit. */
async function movingMaterials(window: Client): Promise<JsonObject[]> {
  const file = async (slot: string, title: string, part?: string) => ({
    slot,
    ...(part === undefined ? {} : { part }),
    form: '4',
    copies: 1,
    originalSeen: true,
    fileId: await window.upload(`${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`),
  })
  return Promise.all([
    file('licence.MT009', '换发营业执照申请书'),
    file('food.MT009', '食品经营许可申请书'),
    file('food.MT016', '布局图', 'layout'),
    file('food.MT016', '操作流程', 'flow'),
    file('food.MT017', '制度清单'),
    file('consent', '同意书'),
    {
      slot: 'repId',
      form: '2',
      copies: 1,
      originalSeen: false,
      exempt: { kind: 'D', source: '公安人口库核验', at: toTime(Date.now() - 400_000) },
    },
  ])
}

const SAVED: Readonly<Record<string, string>> = {
  questions: '填报项',
  materials: '材料',
  steps: '环节',
  days: '工作日',
  visits: '跑动次数',
}

/** What a bundle saved, a line each. */
export function savingLines({ savings }: PlayedBundle): string[] {
  return Object.entries(SAVED).flatMap(([key, name]) => {
    const saved = savings[key]
    return saved ? [`${name} ${saved.separately} → ${saved.together}(省 ${saved.percent}%)`] : []
  })
}
