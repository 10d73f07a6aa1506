import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { AuditAction } from '../../../core/store/audit-actions.ts'
import { conditionsIn } from '../../parts/conditions.tsx'
import { Failed, Loading } from '../../parts/states.tsx'
import { timeText, today } from '../../parts/time.ts'
import { go, Link, useAddress } from '../../shell/address.tsx'
import { type AnswerOf, api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { Word } from '../../words/zh.ts'

const NAMES = ['from', 'to', 'staff', 'action', 'object'] as const

type Filter = Parameters<typeof api.audit.$get>[0]['query']
type ExportFilter = Parameters<typeof api.audit.export.$post>[0]['json']
type Entry = AnswerOf<typeof api.audit.$get>['entries'][number]

/** How each action is told; one that is missing here does not compile. */
const ACTIONS: Readonly<Record<AuditAction, Word>> = {
  'case.search': 'audit.caseSearch',
  'case.export': 'audit.caseExport',
  'case.exported': 'audit.caseExported',
  'applicant.lookup': 'audit.applicantLookup',
  'relocation.read': 'audit.relocationRead',
  'case.viewed': 'audit.caseViewed',
  'case.evidence': 'audit.caseEvidence',
  'licence.lookup': 'audit.licenceLookup',
  'indicator.import': 'audit.indicatorImport',
  'indicator.fill': 'audit.indicatorFill',
  'region.pause': 'audit.regionPause',
  'region.resume': 'audit.regionResume',
  'region.conform': 'audit.regionConform',
  'definition.save': 'audit.definitionSave',
  'definition.check': 'audit.definitionCheck',
  'definition.approve': 'audit.definitionApprove',
  'definition.activate': 'audit.definitionActivate',
  'delivery.redrive': 'audit.deliveryRedrive',
  'delivery.messages': 'audit.deliveryMessages',
  'person.add': 'audit.personAdd',
  'person.change': 'audit.personChange',
  'person.password': 'audit.personPassword',
  'person.unlock': 'audit.personUnlock',
  'audit.export': 'audit.auditExport',
}

/** Who did what beside the cases' own events: narrowed by day, person, action and object, and taken along as a table. */
export default function AuditPage() {
  const say = useSay()
  const { query } = useAddress()
  const filter = conditionsIn(query, NAMES) as Filter
  const pages = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      read(api.audit.$get({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } })),
    initialPageParam: '',
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
  })
  const rows = pages.data?.pages.flatMap(({ entries }) => entries) ?? []
  const take = useMutation({
    mutationFn: async () => (await api.audit.export.$post({ json: filter as ExportFilter })).blob(),
    onSuccess: (blob) => {
      const address = URL.createObjectURL(blob)
      Object.assign(document.createElement('a'), { href: address, download: `audit-${today()}.csv` }).click()
      URL.revokeObjectURL(address)
      void pages.refetch()
    },
  })
  const asked = new URLSearchParams(filter as Record<string, string>).toString()
  return (
    <>
      <div className="case-head">
        <h1>{say('nav.audit')}</h1>
        <Button loading={take.isPending} onClick={() => take.mutate()}>
          {say('audit.export')}
        </Button>
      </div>
      <Filters key={asked} query={query} />
      {take.error && <Failed what={say('audit.export')} error={take.error} />}
      {pages.error && <Failed what={say('nav.audit')} error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && <Loading what={say('nav.audit')} />}
      {pages.data && rows.length === 0 && (
        <p className="empty">
          {say('audit.none')} {asked && <Button onClick={() => go('/audit')}>{say('do.clear')}</Button>}
        </p>
      )}
      {rows.length > 0 && <Entries rows={rows} />}
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say('do.more')}
        </Button>
      )}
    </>
  )
}

function Filters({ query }: { readonly query: URLSearchParams }) {
  const say = useSay()
  const [chosen, setChosen] = useState(() => Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ''])))
  const set = (name: string, value: string) => setChosen({ ...chosen, [name]: value })
  const ask = (event: FormEvent) => {
    event.preventDefault()
    const given = NAMES.flatMap((name) => {
      const value = (chosen[name] ?? '').trim()
      return value === '' ? [] : [[name, value] as [string, string]]
    })
    const text = new URLSearchParams(given).toString()
    go(`/audit${text ? `?${text}` : ''}`)
  }
  return (
    <form className="row filters" onSubmit={ask}>
      {(['from', 'to'] as const).map((name) => (
        <label key={name}>
          {say(`audit.${name}`)}
          <input
            type="date"
            className="plain-input"
            value={chosen[name]}
            onChange={(event) => set(name, event.target.value)}
          />
        </label>
      ))}
      <label>
        {say('audit.action')}
        <select value={chosen['action']} onChange={(event) => set('action', event.target.value)}>
          <option value="">{say('cases.any')}</option>
          {Object.entries(ACTIONS).map(([action, word]) => (
            <option key={action} value={action}>
              {say(word)}
            </option>
          ))}
        </select>
      </label>
      {(['staff', 'object'] as const).map((name) => (
        <label key={name} htmlFor={`audit-${name}`}>
          {say(`audit.${name}`)}
          <Input
            id={`audit-${name}`}
            className="short"
            maxLength={60}
            value={chosen[name] ?? ''}
            autoComplete="off"
            onChange={(event) => set(name, event.target.value)}
          />
        </label>
      ))}
      <Button htmlType="submit">{say('audit.ask')}</Button>
    </form>
  )
}

function Entries({ rows }: { readonly rows: readonly Entry[] }) {
  const say = useSay()
  return (
    <div className="scroll">
      <table className="list">
        <thead>
          <tr>
            {(['at', 'staff', 'action', 'object', 'facts'] as const).map((name) => (
              <th scope="col" key={name}>
                {say(`audit.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, at, actor, action, object, facts }) => (
            <tr key={id}>
              <th scope="row" className="number">
                {timeText(at)}
              </th>
              <td data-label={say('audit.staff')} className="code">
                {actor.replace(/^staff:/, '')}
              </td>
              <td data-label={say('audit.action')}>{say(ACTIONS[action])}</td>
              <td data-label={say('audit.object')} className="code">
                <Thing action={action} object={object} />
              </td>
              <td data-label={say('audit.facts')} className="code">
                {Object.entries(facts)
                  .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
                  .join(' ') || '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What it was done to, with a way there where it has a page. */
function Thing({ action, object }: { readonly action: AuditAction; readonly object: string }) {
  if (object === '') return <span>—</span>
  const [kind] = action.split('.')
  const page = kind === 'region' || kind === 'definition' ? '/regions' : kind === 'delivery' ? '/deliveries' : ''
  return page ? <Link href={`${page}/${object}`}>{object}</Link> : <span>{object}</span>
}
