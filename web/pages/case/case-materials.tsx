import type { CaseMaterial } from '../../../core/matter.ts'
import { useMatter } from '../../parts/matter.ts'
import { sizeText } from '../../parts/size.ts'
import { fileAddress } from '../../shell/ask.ts'
import { useSay } from '../../words/language.tsx'
import type { CaseAnswer } from './case-page.tsx'

/** What was handed in, or why it need not be, and the papers that came back. */
export function CaseMaterials({ found }: { found: CaseAnswer }) {
  const say = useSay()
  const matter = useMatter(found.matter, found.region)
  const materials = found.materials as unknown as readonly CaseMaterial[]
  const nameOf = (slot: string) => matter.data?.materials.find((one) => one.slot === slot)?.name ?? slot
  const known = new Set(materials.map(({ file }) => file?.id))
  const papers = found.files.filter(({ id, sha256 }) => !known.has(id) && sha256 !== '')
  return (
    <section className="card" aria-labelledby="materials">
      <h2 id="materials">{say('case.materials')}</h2>
      {materials.length === 0 && <p>{say('case.noMaterials')}</p>}
      <ul className="plain-list">
        {materials.map(({ slot, part, file, exempt, posted, originalSeen }) => (
          <li key={`${slot} ${part ?? ''}`}>
            <span lang="zh-CN">
              {nameOf(slot)}
              {part ? `(${part})` : ''}
            </span>
            <span className="hint">
              {[
                exempt ? say('case.exempt', { why: exempt.source ?? exempt.kind }) : '',
                posted ? say('case.posted') : '',
                originalSeen ? say('case.originalSeen') : '',
              ]
                .filter((text) => text !== '')
                .join(' · ')}
            </span>
            {file && <FileLink id={file.id} sizeBytes={file.sizeBytes} what={nameOf(slot)} />}
          </li>
        ))}
        {papers.map((file) => (
          <li key={file.id}>
            <span lang="zh-CN">{file.name}</span>
            <FileLink id={file.id} sizeBytes={file.sizeBytes} what={file.name} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function FileLink({ id, sizeBytes, what }: { id: string; sizeBytes: number; what: string }) {
  const say = useSay()
  return (
    <a href={fileAddress(id)} download>
      {say('case.download')}
      <span className="unseen"> {what}</span> {sizeText(sizeBytes)}
    </a>
  )
}
