import type { Case } from '../case/case.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { InboundMessage } from '../message.ts'
import type { Progress, ProgressFile } from '../progress.ts'
import { type TakenFiles, takeFile } from './take-files.ts'

/** The files of the document and the licence that a region tells of. */
export async function takeDocuments(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  { document, licence }: Pick<Progress, 'document' | 'licence'>,
  { id, orderNo }: Case,
): Promise<Pick<TakenFiles, 'files' | 'bound' | 'deliveries'>> {
  const taken: Pick<TakenFiles, 'files' | 'bound' | 'deliveries'> = { files: [], bound: [], deliveries: [] }
  const named: [string, ProgressFile | undefined][] = [
    [document?.title ?? '文书', document?.file],
    [licence?.name ?? '证照', licence?.file],
  ]
  for (const [title, file] of named) {
    if (!file?.ref) continue
    const wanted = { ...file, ref: file.ref, name: file.name ?? title }
    await takeFile(gateway, region, message, wanted, id, taken, orderNo)
  }
  return taken
}
