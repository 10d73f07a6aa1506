import { useSay } from '../../words/language.tsx'

type Files = Readonly<Record<string, string>>

/** A region's own file first: it names the region. */
export function firstOf(files: Files): string {
  const paths = Object.keys(files).sort()
  return paths.find((path) => path.endsWith('/region.yaml')) ?? paths[0] ?? ''
}

/** Which of a version's files is shown. */
export function FileChoice({
  files,
  file,
  onChoose,
}: {
  readonly files: Files
  readonly file: string
  readonly onChoose: (file: string) => void
}) {
  const say = useSay()
  return (
    <div className="row">
      <label htmlFor="file">{say('version.file')}</label>
      <select id="file" value={file} onChange={(event) => onChoose(event.target.value)}>
        {Object.keys(files)
          .sort()
          .map((path) => (
            <option key={path} value={path}>
              {path
                .split('/')
                .slice(path.startsWith('config/') ? 1 : 2)
                .join('/')}
            </option>
          ))}
      </select>
    </div>
  )
}
