import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What lies on the reader, as `docs/card-reader.md` writes it. */
export interface Card {
  readonly name: string
  readonly idNo: string
  readonly gender: string
  readonly ethnicity: string
  readonly birthDate: string
  readonly address: string
  readonly validTo: string
  readonly faceMatch?: boolean
  readonly device: string
}

/** A synthetic person. */
export const SAMPLE_CARD: Card = {
  name: '次仁',
  idNo: '510107190001010017',
  gender: '1',
  ethnicity: '04',
  birthDate: '1900-01-01',
  address: '四川省成都市武侯区示例路 1 号',
  validTo: '长期',
  faceMatch: true,
  device: 'R-03',
}

/** A card reader's program as it runs on a window's machine; it answers pages of one origin. */
export async function startCardReader(pageOrigin: string): Promise<{
  readonly url: string
  /** another card; null: none lies there */
  lay(card: Card | null): void
  close(): Promise<void>
}> {
  let card: Card | null = SAMPLE_CARD
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', pageOrigin)
    if (request.url !== '/card' || card === null) return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(card))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lay: (next) => {
      card = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
