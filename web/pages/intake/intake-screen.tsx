import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { FormContext, type FormState, goToNext } from '../../parts/fields/form-context.tsx'
import { type ServedMatter, useMatter } from '../../parts/matter.ts'
import { Failed, Loading } from '../../parts/states.tsx'
import { today } from '../../parts/time.ts'
import { isNothing, type Values, valueAt, withValue } from '../../parts/values.ts'
import { go } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import { ApplicantAid, useApplicantAid } from './applicant-aid.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { DestinationCard } from './destination.tsx'
import { Differences } from './differences.tsx'
import { Drafts } from './drafts.tsx'
import { FormGroups } from './form-groups.tsx'
import { goToField } from './go-to-field.ts'
import { type Content, useIntakeState } from './intake-state.ts'
import { Materials } from './materials.tsx'
import { PreCheck } from './pre-check.tsx'
import { RuleChangeNotice, useRuleChange } from './rule-change.tsx'
import { useSuggestions } from './suggestions.ts'
import { useCheck } from './use-check.ts'
import { bodyOf, type Saved, useDraft } from './use-draft.ts'
import { useOffers } from './use-offers.ts'
import { Verification } from './verification.tsx'

interface Props {
  readonly first: Content
  readonly known: Saved | null
  onBegun(id: string): void
  onReload(): void
}

/** One applicant, one screen: from where to and what for to the receipt in their hand. */
export function IntakeScreen({ first, known, onBegun, onReload }: Props) {
  const say = useSay()
  const client = useQueryClient()
  const [state, dispatch] = useIntakeState(first)
  const { region, matter: matterId, mode, form, materials } = state
  const content = useMemo<Content>(
    () => ({ region, matter: matterId, mode, form, materials }),
    [region, matterId, mode, form, materials],
  )
  const initial = useRef(first)
  const entered =
    content.region === initial.current.region &&
    content.form === initial.current.form &&
    content.materials === initial.current.materials &&
    content.matter === initial.current.matter &&
    content.mode === initial.current.mode
      ? initial.current
      : content
  const draft = useDraft(entered, known, onBegun)
  const check = useCheck(content, state.settled)
  const matter = useMatter(matterId, region)
  const fill = useCallback((values: Values, over: boolean) => dispatch({ do: 'fill', values, over }), [dispatch])
  const aid = useApplicantAid(content, fill)
  const offers = useOffers(content)
  useSuggestions(matter.data, form, fill)
  const [agent, setAgent] = useState(() => !isNothing(valueAt(first.form, 'agent')))
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const preCheck = useRef<HTMLHeadingElement>(null)
  const sent = useRef(false)
  const key = useRef(crypto.randomUUID())

  const fields = useFormState(state, check.answer, matter.data, dispatch)
  const change = useRuleChange(matter.data, check.answer?.mappingVersion, matter.refetch)
  const goOn = useGoOn(check.run, check.of === content)
  const changeOf = change?.of
  const formState = useMemo(() => ({ ...fields, goOn, ...(changeOf ? { changeOf } : {}) }), [fields, goOn, changeOf])
  const faults = check.answer?.faults ?? []
  // what changed meanwhile is seen first
  const ready = change === null && state.all && check.of === content && faults.length === 0 && check.answer !== null
  const labelOf = useLabels(matter.data)
  const missing = useMemo(
    () => faults.filter(({ code }) => code === 'required').map(({ path }) => ({ path, label: labelOf(path) })),
    [faults, labelOf],
  )
  const runCheck = async () => {
    if (busy) return
    dispatch({ do: 'say-all' })
    setBusy(true)
    await check.run()
    setBusy(false)
    preCheck.current?.focus()
  }
  const collect = async () => {
    // a second click is no second case; the key says so to the server as well
    if (sent.current || !ready) return
    sent.current = true
    setBusy(true)
    setRefused(null)
    try {
      await draft.save()
      const id = draft.id()
      const json = { ...bodyOf(content), submit: true, ...(id ? { draft: id } : {}) }
      const made = await read(api.cases.$post({ json }, { headers: { 'idempotency-key': key.current } }))
      await client.invalidateQueries({ queryKey: ['cases'] })
      go(`/cases/${made.no}/receipt`, { replace: true })
    } catch (error) {
      sent.current = false
      setRefused(error)
      setBusy(false)
    }
  }
  const checkNow = () => void runCheck()
  const collectNow = () => void (ready ? collect() : runCheck())
  useKeys({ F8: checkNow, F9: collectNow, F2: aid.read, 'Alt+r': aid.bring, 'Alt+a': () => setAgent(true) })

  return (
    <FormContext value={formState}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter goes on from whichever field one is in */}
      <div className="intake" onKeyDown={(event) => onEnter(event, goOn)}>
        <h1>{say('nav.intake')}</h1>
        <DestinationCard content={content} onGo={(to) => dispatch({ do: 'go', to })} />
        {check.error !== null && (
          <Failed what={say('intake.rules')} error={check.error} retry={() => void check.run()} />
        )}
        {matterId === '' && known === null && <Drafts />}
        {matter.error && <Failed what={say('cases.matter')} error={matter.error} retry={() => void matter.refetch()} />}
        {matterId !== '' && !matter.data && !matter.error && <Loading what={say('cases.matter')} />}
        {change && <RuleChangeNotice change={change} region={matter.data?.region?.name ?? ''} />}
        {matter.data && (
          <div className="columns">
            <div>
              <ApplicantAid aid={aid} />
              <FormGroups matter={matter.data} agent={agent} onAgent={() => setAgent(true)} />
              <Verification />
              <Materials
                matter={matter.data}
                materials={materials}
                files={state.files}
                found={offers}
                onGive={(slot, part, given, file) => dispatch({ do: 'give', slot, part, given, file })}
              />
            </div>
            <div className="beside">
              <Differences matter={matter.data} />
              <PreCheck
                answer={state.all ? check.answer : null}
                stale={check.of !== content}
                region={matter.data.region?.name ?? ''}
                heading={preCheck}
                labelOf={labelOf}
                onGo={goToField}
              />
            </div>
          </div>
        )}
        {matter.data && (
          <BottomBar
            save={draft.state}
            missing={missing}
            ready={ready}
            busy={busy}
            error={refused}
            onGo={goToField}
            onCheck={() => void runCheck()}
            onCollect={() => void collect()}
            onInsist={() => void draft.insist()}
            onReload={onReload}
          />
        )}
      </div>
    </FormContext>
  )
}

/** What the fields read, made of what was entered and of the last check. */
function useFormState(
  state: ReturnType<typeof useIntakeState>[0],
  answer: ReturnType<typeof useCheck>['answer'],
  matter: ServedMatter | undefined,
  dispatch: ReturnType<typeof useIntakeState>[1],
): FormState {
  return useMemo(() => {
    const faults = new Map(answer?.faults.map((fault) => [fault.path, fault]))
    const needed = new Set(answer?.needed)
    const closed = new Set(answer?.closed)
    return {
      form: state.form,
      derived: withTwins(matter, state.form, answer ? withoutStale(answer.form) : {}),
      today: today(),
      isNeeded: (path) => needed.has(path) || faults.get(path)?.code === 'required',
      isClosed: (path) => closed.has(path),
      isWrong: (path) => (faults.get(path)?.code ?? 'required') !== 'required',
      faultOf(path) {
        const fault = faults.get(path)
        if (!fault) return undefined
        const mayBeSaid = state.all || (state.left.has(path) && fault.code !== 'required')
        return mayBeSaid ? fault.message : undefined
      },
      set: (path, value) => dispatch({ do: 'set', path, value }),
      leave: (path) => dispatch({ do: 'leave', path }),
    }
  }, [state.form, state.left, state.all, answer, matter, dispatch])
}

/** Paths that always mean the same follow each other at once: nobody types twice while the check is under way. */
function withTwins(matter: ServedMatter | undefined, form: Values, derived: Values): Values {
  let filled = derived
  for (const { paths, when } of matter?.same ?? []) {
    if (when) continue
    for (const [from, to] of [paths, [paths[1], paths[0]] as const]) {
      const value = valueAt(form, from)
      if (!isNothing(value) && isNothing(valueAt(form, to))) filled = withValue(filled, to, value)
    }
  }
  return filled
}

function withoutStale(form: unknown) {
  return withValue(form as never, 'case', '')
}

function useLabels(matter: ReturnType<typeof useMatter>['data']): (path: string) => string {
  return useCallback(
    (path) => {
      const [, slot] = /^(?:materials|slots)\.(.+)$/.exec(path) ?? []
      if (slot !== undefined) {
        return matter?.materials.find((one) => slot === one.slot || slot.startsWith(`${one.slot}.`))?.name ?? slot
      }
      const shape = path.replaceAll(/\[\d+\]/g, '[]')
      const asked = matter?.region?.asks.find((one) => one.path === shape)?.label
      return matter?.fields.find((one) => one.path === shape)?.label ?? asked ?? path
    },
    [matter],
  )
}

/** Enter goes to the next field that needs somebody; in what is pressed or written in lines it does what it does. */
function onEnter(event: KeyboardEvent, goOn: (from: Element) => void) {
  const target = event.target as HTMLElement
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented) return
  if (target.tagName !== 'INPUT' || ['file', 'checkbox'].includes((target as HTMLInputElement).type)) return
  event.preventDefault()
  // what was typed is taken when the field is left; a choice may ask for more
  if (target.getAttribute('role') === 'combobox') goOn(target)
  else setTimeout(() => goToNext(target), 0)
}

/** Goes on when the check of what was just chosen is on the page, unless somebody went elsewhere meanwhile. */
function useGoOn(run: () => Promise<unknown>, isChecked: boolean): (from: Element) => void {
  const waiting = useRef<Element | null>(null)
  const leave = useCallback(() => {
    const from = waiting.current
    waiting.current = null
    if (from?.closest('[data-field]')?.contains(document.activeElement)) goToNext(from)
  }, [])
  useEffect(() => {
    if (isChecked && waiting.current) leave()
  })
  return useCallback(
    (from) => {
      // the choice is in the form only after this turn
      setTimeout(() => {
        waiting.current = from
        // where nothing answers, on all the same
        void run().then((answer) => answer === null && leave())
      }, 0)
    },
    [run, leave],
  )
}

function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const act = now.current[`${event.altKey ? 'Alt+' : ''}${key}`]
      if (!act || event.isComposing) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
