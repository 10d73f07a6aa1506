import { useSay } from '../../words/language.tsx'
import { placeOf, type Report } from './findings.tsx'

type Files = Readonly<Record<string, string>>

/** Paths of the golden pairs among a version's files. */
export function pairPaths(files: Files): string[] {
  return Object.keys(files)
    .filter((path) => /\/pairs\/M\d{2}-[\w.-]+\.json$/.test(path))
    .sort()
}

/** Every golden pair with whether it holds, and what does not. */
export function Pairs({ files, report }: { readonly files: Files; readonly report: Report }) {
  const say = useSay()
  const paths = pairPaths(files)
  const rows = paths.map((path) => ({
    path,
    faults: report.findings.filter((one) => placeOf(one).file === path),
  }))
  const passed = rows.filter(({ faults }) => faults.length === 0).length
  // a region that cannot be read compiles no mapping: nothing was compared
  if (report.sets === 0) return <p className="hint">{say('pairs.notRun')}</p>
  return (
    <>
      <p>
        {say('pairs.counts', { passed, all: paths.length })} {passed === paths.length ? '✓' : ''}
      </p>
      <ul className="findings">
        {rows
          .filter(({ faults }) => faults.length > 0)
          .map(({ path, faults }) => (
            <li key={path}>
              <span className="code">{path.split('/').at(-1)}</span>
              {faults.map(({ message, fix }) => (
                <p key={message} lang="zh-CN">
                  ✕ {message}。{fix}。
                </p>
              ))}
            </li>
          ))}
      </ul>
    </>
  )
}
