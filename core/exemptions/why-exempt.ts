import type { CaseMaterial, Matter } from '../matter.ts'

type Exempt = NonNullable<CaseMaterial['exempt']>

/** Ways in which a material need not be given (CT_EXEMPT). */
export const EXEMPTIONS = { E: '电子证照', D: '数据核验', P: '前件复用' } as const

/** A material that the applicant need not give, and why, for people. */
export interface Exempted {
  readonly slot: string
  readonly name: string
  readonly kind: Exempt['kind']
  readonly why: string
  /** of a licence: until when, '' where nobody said */
  readonly validTo: string
  readonly expired: boolean
}

/** Why a material need not be given, in a few words. */
export function whyExempt({ kind, source = '', at = '', validTo = '', caseNo = '' }: Exempt): string {
  const until = validTo === '' ? '' : `有效期至 ${validTo}`
  const from = kind === 'P' && caseNo !== '' ? `办件 ${caseNo}` : source
  const facts = [from, at.slice(0, 16).replace('T', ' '), until].filter((fact) => fact !== '')
  return facts.length === 0 ? REASONS[kind] : `${REASONS[kind]}（${facts.join('，')}）`
}

const REASONS = { E: '已有电子证照', D: '数据核验一致', P: '前件已审核合格' } as const

/** Whether a licence's term has ended before that day (`yyyy-MM-dd`); where nobody said when it ends it has not. */
export function isExpired({ validTo = '' }: Pick<Exempt, 'validTo'>, today: string): boolean {
  return validTo !== '' && validTo !== '长期' && validTo < today
}

/** What of a case's materials need not be given; pieces of one count once. */
export function exemptedOf(matter: Matter, materials: readonly CaseMaterial[], today: string): Exempted[] {
  return matter.materials.flatMap(({ slot, name }) => {
    const exempt = materials.find((material) => material.slot === slot && material.exempt)?.exempt
    if (!exempt) return []
    const { kind, validTo = '' } = exempt
    return [{ slot, name, kind, why: whyExempt(exempt), validTo, expired: isExpired(exempt, today) }]
  })
}

/** 1 − given ÷ listed: the share of a case's materials that need not be given; 0 where none is listed. */
export function exemptShare(matter: Matter, materials: readonly CaseMaterial[]): number {
  const listed = matter.materials.filter(({ slot }) => materials.some((material) => material.slot === slot))
  if (listed.length === 0) return 0
  return exemptedOf(matter, materials, '').length / listed.length
}
