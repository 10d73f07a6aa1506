import type { YamlSource } from '../../definitions/yaml-source.ts'

/** The rules of the lint by name. */
export type LintRule =
  | 'catalogue-code'
  | 'unknown-path'
  | 'unknown-material'
  | 'dropped-in-silence'
  | 'target-twice'
  | 'lookup-not-total'
  | 'lookup-foreign-code'
  | 'undeclared-loss'
  | 'not-reversible'
  | 'table-not-yet-valid'
  | 'undeclared-constant'
  | 'filler-without-reason'
  | 'format-not-explicit'
  | 'no-charset'
  | 'not-in-whitelist'
  | 'pairs-missing'
  | 'pair-fails'
  | 'pair-draft'
  | 'dead-rule'
  | 'dead-table'
  | 'dead-declaration'
  | 'not-readable'
  | 'suspended'

/** One thing that a region's definition gets wrong, or leaves to chance. */
export interface Finding {
  /** file:line:column */
  readonly path: string
  readonly rule: LintRule
  /** an error stops publication */
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly fix: string
}

export type Steps = readonly (string | number)[]

/** Makes findings in one file. */
export function findingsIn(source: Pick<YamlSource, 'locate'>) {
  const make =
    (severity: Finding['severity']) =>
    (steps: Steps, rule: LintRule, message: string, fix: string): Finding => ({
      path: source.locate(steps),
      rule,
      severity,
      message,
      fix,
    })
  return { error: make('error'), warning: make('warning') }
}
