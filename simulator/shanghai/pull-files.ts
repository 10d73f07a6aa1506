import { type Body, sha256 } from './wire.ts'

const ROUNDS = 20

/** §1.3, §2.5: fetches what a message's attachments name; an address is good for one fetch, so what comes short is missing. */
export async function pullFiles(
  attachments: readonly Body[],
  isTorn: boolean,
): Promise<{ taken: string[]; missing: string[] }> {
  const taken: string[] = []
  const missing: string[] = []
  for (const [index, attachment] of attachments.entries()) {
    const bytes = await pull(String(attachment['PullUrl']))
    const whole = bytes !== null && bytes.length === attachment['FileSize'] && sha256(bytes) === attachment['Sha256']
    const list = whole && !(isTorn && index === 0) ? taken : missing
    list.push(String(attachment['FileId']))
  }
  return { taken, missing }
}

async function pull(url: string): Promise<Buffer | null> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const response = await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'sh-collector/2' } }).catch(
      () => null,
    )
    if (response?.status === 200) return Buffer.from(await response.arrayBuffer())
    if (response && response.status !== 202 && response.status < 500) return null
    await new Promise((resolve) => setTimeout(resolve, round * 20))
  }
  return null
}
