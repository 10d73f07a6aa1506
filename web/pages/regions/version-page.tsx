import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { Link } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { DryRun } from './dry-run.tsx'
import { Findings, type placeOf } from './findings.tsx'
import { NextStep, type Version } from './next-step.tsx'
import { Pairs } from './pairs.tsx'
import { Shadow } from './shadow.tsx'
import { Source } from './source.tsx'
import { VersionState } from './version-state.tsx'
import { useVersions } from './versions.tsx'

type Files = Readonly<Record<string, string>>

/** One version: its text, what the check says of it, its golden pairs, a dry run, a shadow run, and what may be done with it. */
export default function VersionPage({ params }: PageProps) {
  const say = useSay()
  const code = params['code'] ?? ''
  const number = params['n'] ?? ''
  const versions = useVersions(code)
  const text = useQuery({
    queryKey: ['version', code, number],
    queryFn: () => read(api.definitions[':subject'].versions[':number'].$get({ param: { subject: code, number } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const failed = text.error ?? versions.error
  const found = versions.data?.versions.find((one) => String(one.number) === number)
  if (failed)
    return (
      <>
        <h1>{say('version.title', { code, n: number })}</h1>
        <Failed
          what={say('version.version')}
          error={failed}
          retry={() => void Promise.all([text.refetch(), versions.refetch()])}
        />
      </>
    )
  if (!text.data || !found) return <Loading what={say('version.version')} />
  return <Shown code={code} version={found} files={text.data.files} />
}

function Shown({ code, version, files }: { code: string; version: Version; files: Files }) {
  const say = useSay()
  const may = useMe().data?.permissions.includes('definition.publish') ?? false
  const [file, setFile] = useState(() => firstOf(files))
  const [line, setLine] = useState(0)
  const toPlace = (place: ReturnType<typeof placeOf>) => {
    if (files[place.file] === undefined) return
    setFile(place.file)
    setLine(place.line)
  }
  return (
    <>
      <div className="case-head">
        <h1>
          <Link href={`/regions/${code}`}>{code === 'config' ? say('region.config') : code}</Link> v{version.number}
        </h1>
        <VersionState state={version.state} />
        <NextStep code={code} version={version} />
        <p>
          <span lang="zh-CN">{version.note}</span> · {say('version.author')}{' '}
          {version.author === 'files' ? say('version.shipped') : version.author} · {minuteText(version.createdAt)}
        </p>
      </div>
      <div className="columns">
        <section className="card" aria-labelledby="text">
          <h2 id="text">{say('version.text')}</h2>
          <FileChoice files={files} file={file} onChoose={(next) => toPlace({ file: next, line: 0, column: 1 })} />
          <Source text={files[file] ?? ''} label={file} line={line} />
        </section>
        {may && <Checked code={code} number={version.number} files={files} onGo={toPlace} />}
      </div>
      {may && code !== 'config' && (
        <>
          <section className="card" aria-labelledby="try">
            <h2 id="try">{say('try.title')}</h2>
            <DryRun code={code} number={version.number} files={files} />
          </section>
          <section className="card" aria-labelledby="shadow">
            <h2 id="shadow">{say('shadow.title')}</h2>
            <p className="hint">{say('shadow.lead')}</p>
            <Shadow code={code} number={version.number} />
          </section>
        </>
      )}
    </>
  )
}

/** A region's own file first: it names the region. */
function firstOf(files: Files): string {
  const paths = Object.keys(files).sort()
  return paths.find((path) => path.endsWith('/region.yaml')) ?? paths[0] ?? ''
}

function FileChoice({ files, file, onChoose }: { files: Files; file: string; onChoose: (file: string) => void }) {
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

function Checked({
  code,
  number,
  files,
  onGo,
}: {
  readonly code: string
  readonly number: number
  readonly files: Files
  readonly onGo: Parameters<typeof Findings>[0]['onGo']
}) {
  const say = useSay()
  const lint = useQuery({
    queryKey: ['lint', code, number],
    queryFn: () => read(api.definitions[':subject'].lint.$post({ param: { subject: code }, json: { files } })),
    staleTime: 60_000,
  })
  return (
    <div>
      <section className="card" aria-labelledby="lint">
        <h2 id="lint">{say('lint.title')}</h2>
        {lint.error && <Failed what={say('lint.title')} error={lint.error} retry={() => void lint.refetch()} />}
        {lint.isPending && <Loading what={say('lint.title')} />}
        {lint.data && <Findings report={lint.data} onGo={onGo} />}
      </section>
      {code !== 'config' && lint.data && (
        <section className="card" aria-labelledby="pairs">
          <h2 id="pairs">{say('pairs.title')}</h2>
          <Pairs files={files} report={lint.data} />
        </section>
      )}
    </div>
  )
}
