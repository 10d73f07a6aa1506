import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Failed, Loading } from '../../parts/states.tsx'
import { minuteText } from '../../parts/time.ts'
import { go, Link, useAddress } from '../../shell/address.tsx'
import { api, read } from '../../shell/ask.ts'
import type { PageProps } from '../../shell/pages.ts'
import { useMe } from '../../shell/session.tsx'
import { useSay } from '../../words/language.tsx'
import { DryRun } from './dry-run.tsx'
import { EditVersion } from './edit-version.tsx'
import { FileChoice, firstOf } from './file-choice.tsx'
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
  const may = useMe().data?.permissions.includes('definition.publish') ?? false
  const isEditing = useAddress().query.has('edit') && may
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
  return (
    <>
      <Head code={code} version={found} mayEdit={may && !isEditing} />
      {isEditing ? (
        <EditVersion key={number} code={code} number={found.number} files={text.data.files} />
      ) : (
        <Shown code={code} version={found} files={text.data.files} may={may} />
      )}
    </>
  )
}

function Head({ code, version, mayEdit }: { code: string; version: Version; mayEdit: boolean }) {
  const say = useSay()
  return (
    <div className="case-head">
      <h1>
        <Link href={`/regions/${code}`}>{code === 'config' ? say('region.config') : code}</Link> v{version.number}
      </h1>
      <VersionState state={version.state} />
      <NextStep code={code} version={version} />
      {mayEdit && (
        <Button size="small" onClick={() => go(`/regions/${code}/v/${version.number}?edit=1`)}>
          {say('edit.start')}
        </Button>
      )}
      <p>
        <span lang="zh-CN">{version.note}</span> · {say('version.author')}{' '}
        {version.author === 'files' ? say('version.shipped') : version.author} · {minuteText(version.createdAt)}
      </p>
    </div>
  )
}

function Shown({ code, version, files, may }: { code: string; version: Version; files: Files; may: boolean }) {
  const say = useSay()
  const [file, setFile] = useState(() => firstOf(files))
  const [line, setLine] = useState(0)
  const toPlace = (place: ReturnType<typeof placeOf>) => {
    if (files[place.file] === undefined) return
    setFile(place.file)
    setLine(place.line)
  }
  return (
    <>
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
