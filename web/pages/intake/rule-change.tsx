import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ServedMatter } from '../../parts/matter.ts'
import { timeText } from '../../parts/time.ts'
import { useSay } from '../../words/language.tsx'
import { goToField } from './go-to-field.ts'
import { type RuleDifference, ruleDifferences } from './rule-differences.ts'

/** What changed of a region's rules since the clerk began, until they have seen it. */
export interface RuleChange {
  readonly differences: readonly RuleDifference[]
  /** when this page heard of it */
  readonly at: number
  /** what changed of a field, in words; undefined where nothing did */
  of(path: string): string | undefined
  accept(): void
}

/** Watches the rules while somebody types: `checked` is the version that the last check went by; where it is not the one on the page, that is fetched anew. */
export function useRuleChange(
  matter: ServedMatter | undefined,
  checked: string | undefined,
  refetch: () => unknown,
): RuleChange | null {
  const [seen, setSeen] = useState<ServedMatter | undefined>(matter)
  const [at, setAt] = useState(0)
  const asked = useRef('')
  const isOther = seen?.id !== matter?.id || seen?.region?.code !== matter?.region?.code
  useEffect(() => {
    if (matter && isOther) setSeen(matter)
  }, [matter, isOther])
  useEffect(() => {
    if (!matter || checked === undefined || checked === matter.region?.version || asked.current === checked) return
    asked.current = checked
    void refetch()
  }, [matter, checked, refetch])
  const differences = useMemo(
    () =>
      seen && matter && !isOther && seen.region?.version !== matter.region?.version
        ? ruleDifferences(seen, matter)
        : [],
    [seen, matter, isOther],
  )
  const isChanged = differences.length > 0
  useEffect(() => {
    if (isChanged) setAt(Date.now())
  }, [isChanged])
  return useMemo(() => {
    if (!isChanged || !matter) return null
    const texts = new Map(differences.map(({ path, before, after }) => [path, `${before || '—'} → ${after || '—'}`]))
    return { differences, at, of: (path) => texts.get(path), accept: () => setSeen(matter) }
  }, [isChanged, differences, matter, at])
}

/** That the rules changed while one types, each thing with how it was and how it is; nothing of what was typed is lost. */
export function RuleChangeNotice({ change, region }: { change: RuleChange; region: string }) {
  const say = useSay()
  return (
    <section className="note rule-change" role="alert" aria-labelledby="rule-change">
      <div>
        <h2 id="rule-change">
          {say('rules.changed', { region, time: timeText(change.at).slice(11), n: change.differences.length })}
        </h2>
        <p>{say('rules.kept')}</p>
        <ul>
          {change.differences.map(({ path, label, before, after }) => (
            <li key={path} lang="zh-CN">
              <button type="button" className="plain" onClick={() => goToField(path)}>
                {label}
              </button>
              {before !== '' && <del>{before}</del>} {after !== '' && <ins>{after}</ins>}
              {before === '' && ` ${say('rules.new')}`}
              {after === '' && ` ${say('rules.gone')}`}
            </li>
          ))}
        </ul>
        <Button onClick={change.accept}>{say('rules.accept')}</Button>
      </div>
    </section>
  )
}
