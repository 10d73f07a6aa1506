import { beforeAll, describe, expect, it } from 'vitest'
import { createApplicantIndex } from '../../core/applicant-index.ts'
import type { CaseFilter } from '../../core/store/case-lists.ts'
import { indexCase, insertCase, updateCase } from '../../core/store/case-rows.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf } from './sample-rows.ts'

const REGION = '620000'
const AT = 1_800_000_000_000
const index = createApplicantIndex(new TextEncoder().encode('a key of the test'))

/** Six cases a second apart, told apart by what lists are narrowed by. */
const SIX = [
  caseOf('list-1', { clerkId: 'ann', form: personOf('次仁', '510107199001010017', '13800000001') }),
  caseOf('list-2', { clerkId: 'ann', status: 'CORRECTION', form: companyOf('成都示例商贸有限公司') }),
  caseOf('list-3', {
    clerkId: null,
    direction: 'in',
    handler: 'bob',
    matter: 'M01',
    form: companyOf('成都市示例餐饮店'),
  }),
  caseOf('list-4', { clerkId: 'ann', handler: 'ann', status: 'DELIVERED', form: companyOf('重庆示例(西南)有限公司') }),
  caseOf('list-5', {
    clerkId: 'bob',
    status: 'CORRECTION',
    form: personOf('阿依古丽·买买提', 'E12345678', '13800000002'),
  }),
  caseOf('list-6', {
    clerkId: 'eve',
    memo: { attention: { why: '认不出' }, lastTree: { a: 1 } },
    form: personOf('次仁', '51010719880101003X', ''),
  }),
].map((value, at) => ({ ...value, region: REGION, createdAt: AT + 1_000 * at }))

function personOf(name: string, idNo: string, mobile: string) {
  return { applicant: { kind: '1', name, idNo, mobile } }
}

function companyOf(name: string) {
  return {
    applicant: { kind: '2', name, idNo: '91510107MA00000000', mobile: '13800000003' },
    company: { name: { full: name } },
  }
}

/** What every engine must do with lists of cases. */
export function testCaseLists(open: () => SqlDriver): void {
  describe('lists of cases', () => {
    let store: Store
    beforeAll(async () => {
      store = openStore(open())
      await store.commit(SIX.flatMap((value) => insertCase(value, index)))
    })
    const listed = async (filter: CaseFilter, order: 'newest' | 'oldest' = 'newest') =>
      (await store.caseLists.list({ from: AT, ...filter }, { order, limit: 50 })).map(({ id }) => id.slice(5))

    it('are narrowed by everything at once, newest first or oldest first', async () => {
      expect(await listed({ region: REGION })).toEqual(['6', '5', '4', '3', '2', '1'])
      expect(await listed({ region: REGION }, 'oldest')).toEqual(['1', '2', '3', '4', '5', '6'])
      expect(await listed({ direction: 'in' })).toEqual(['3'])
      expect(await listed({ matter: 'M01' })).toEqual(['3'])
      expect(await listed({ handler: 'bob' })).toEqual(['3'])
      expect(await listed({ attention: true })).toEqual(['6'])
      expect(await listed({ statuses: ['CORRECTION'] })).toEqual(['5', '2'])
      expect(await listed({ statuses: ['DELIVERED', 'CORRECTION'] })).toEqual(['5', '4', '2'])
      expect(await listed({ statuses: ['DELIVERED', 'CORRECTION'] }, 'oldest')).toEqual(['2', '4', '5'])
      expect(await listed({ statuses: ['DELIVERED', 'CORRECTION'], region: REGION, matter: 'M07' })).toEqual([
        '5',
        '4',
        '2',
      ])
      expect(await listed({ from: AT + 2_000, until: AT + 4_000 })).toEqual(['4', '3'])
      expect(await listed({ region: '110000' })).toEqual([])
    })

    it('are narrowed alike whichever conditions come together', async () => {
      const filters: CaseFilter[] = [
        { direction: 'out', statuses: ['CORRECTION', 'DELIVERED'] },
        { direction: 'out', statuses: ['CORRECTION', 'DELIVERED'], region: REGION },
        { direction: 'out', statuses: ['CORRECTION', 'DELIVERED'], matter: 'M07' },
        { direction: 'out', statuses: ['CORRECTION', 'DELIVERED'], matter: 'M07', region: REGION },
      ]
      for (const filter of filters) expect(await listed(filter)).toEqual(['5', '4', '2'])
      expect(await listed({ handler: 'ann', direction: 'out', statuses: ['DELIVERED'] })).toEqual(['4'])
      expect(await listed({ mine: 'ann', direction: 'out', region: REGION, attention: true })).toEqual([])
      expect(await listed({ attention: true, region: REGION, statuses: ['QUEUED'] })).toEqual(['6'])
      expect(await listed({ attention: true, region: REGION, statuses: ['DRAFT'] })).toEqual([])
    })

    it('of one’s own hold what one collected and what one handles, each once', async () => {
      expect(await listed({ mine: 'ann' })).toEqual(['4', '2', '1'])
      expect(await listed({ mine: 'bob' })).toEqual(['5', '3'])
      expect(await listed({ mine: 'ann', statuses: ['CORRECTION', 'QUEUED'] })).toEqual(['2', '1'])
    })

    it.each(['newest', 'oldest'] as const)(
      'are paged from the %s on without missing or repeating a case',
      async (order) => {
        const filters: CaseFilter[] = [
          { region: REGION },
          { from: AT, statuses: ['CORRECTION', 'QUEUED'] },
          { mine: 'ann', from: AT },
        ]
        for (const filter of filters) {
          const all = (await store.caseLists.list(filter, { order, limit: 50 })).map(({ id }) => id)
          const paged: string[] = []
          for (let after: { at: number; id: string } | null = null; ; ) {
            const page = await store.caseLists.list(filter, { order, limit: 2, ...(after ? { after } : {}) })
            paged.push(...page.map(({ id }) => id))
            const last = page.at(-1)
            if (!last) break
            after = { at: last.createdAt, id: last.id }
          }
          expect(paged).toEqual(all)
        }
      },
    )

    it('show an applicant masked, a company in full, and of the memo only what needs a person', async () => {
      const rows = await store.caseLists.list({ region: REGION }, { limit: 6 })
      expect(rows.map(({ applicant }) => applicant)).toEqual([
        '次*',
        '阿***·买**',
        '重庆示例(西南)有限公司',
        '成都市示例餐饮店',
        '成都示例商贸有限公司',
        '次*',
      ])
      expect(rows[0]?.memo).toEqual({ attention: { why: '认不出' } })
      expect(rows[1]?.memo).toEqual({})
      expect(rows[0]).not.toHaveProperty('form')
    })

    it('are found by the digest of a number or name, and by how a company begins', async () => {
      const by = async (fact: 'idNo' | 'mobile' | 'name', text: string) => {
        const column = ({ idNo: 'applicantIdNo', mobile: 'applicantMobile', name: 'applicantName' } as const)[fact]
        const found = await store.caseLists.byKey(column, index.digest(fact, text) ?? '', 50)
        return found.map(({ id }) => id.slice(5))
      }
      expect(await by('idNo', ' 510107 19880101003x ')).toEqual(['6'])
      expect(await by('idNo', 'e12345678')).toEqual(['5'])
      expect(await by('mobile', '+86 138-0000-0002')).toEqual(['5'])
      expect(await by('name', '次仁')).toEqual(['6', '1'])
      expect(await by('name', '阿依古丽・买买提')).toEqual(['5'])
      expect(await by('name', '次')).toEqual([])
      const { companyKey } = await import('../../core/applicant-index.ts')
      const company = async (prefix: string) =>
        (await store.caseLists.byCompany(companyKey(prefix), 50)).map(({ id }) => id.slice(5))
      expect(await company('成都')).toEqual(['3', '2'])
      expect(await company('成都市')).toEqual(['3'])
      expect(await company('重庆示例（西南）')).toEqual(['4'])
      expect(await company('示例')).toEqual([])
    })

    it('follow a form that changes, and a key that was replaced once the case is indexed again', async () => {
      const [first] = SIX as [(typeof SIX)[0]]
      const other = { ...first, form: personOf('欧阳明', '510107199001010017', '13800000001') }
      await store.commit(updateCase(other, first, index))
      const named = (text: string, by = index) =>
        store.caseLists.byKey('applicantName', by.digest('name', text) ?? '', 5)
      expect((await named('欧阳明')).map(({ id }) => id)).toEqual(['list-1'])
      expect((await named('次仁')).map(({ id }) => id)).toEqual(['list-6'])
      const renewed = createApplicantIndex(new TextEncoder().encode('another key'))
      expect(await named('欧阳明', renewed)).toEqual([])
      await store.commit([indexCase(other, renewed)])
      expect((await named('欧阳明', renewed)).map(({ id }) => id)).toEqual(['list-1'])
      expect(await store.cases.byId('list-1')).toEqual(other)
    })
  })
}
