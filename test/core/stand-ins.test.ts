import { describe, expect, it } from 'vitest'
import { bindProtocol } from '../../core/definitions/bind-protocol.ts'
import { accepted } from '../../core/fault.ts'
import type { ProtocolAdapter } from '../../core/protocol.ts'

const adapter = { name: 'any', readOptions: (raw: unknown) => accepted(raw) } as unknown as ProtocolAdapter

const OPTIONS = {
  baseUrl: 'https://tb.sn.example:8444/tb/v1',
  tokenUrl: 'https://token.sn.example/t',
  drop: { url: 'sftp://wh@sftp.sn.example:2222', hostKey: 'SHA256:x' },
  database: { url: 'postgres://u@qzk.example:5432/ksqz' },
  note: 'https://stays.example/',
}

function standingIn(urls: string) {
  const bound = bindProtocol({ name: '示例', protocol: 'any', options: OPTIONS }, [adapter], urls)
  if (!bound.ok) throw new Error('not bound')
  return bound.value.options
}

describe('addresses that stand in for a region’s own', () => {
  it('take the place of scheme and host, whose paths stay', () => {
    expect(standingIn('http://127.0.0.1:1')).toEqual({
      ...OPTIONS,
      baseUrl: 'http://127.0.0.1:1/tb/v1',
      tokenUrl: 'http://127.0.0.1:1/t',
    })
  })
  it('take the place of a drop or a database as a whole, each kind its own', () => {
    expect(standingIn('http://127.0.0.1:1+sftp://wh@127.0.0.1:2')).toMatchObject({
      baseUrl: 'http://127.0.0.1:1/tb/v1',
      drop: { url: 'sftp://wh@127.0.0.1:2', hostKey: 'SHA256:x' },
      database: OPTIONS.database,
    })
    expect(standingIn('file:///srv/sn')).toMatchObject({ drop: { url: 'file:///srv/sn' }, baseUrl: OPTIONS.baseUrl })
    expect(standingIn('postgres://u@127.0.0.1:3/x')).toMatchObject({ database: { url: 'postgres://u@127.0.0.1:3/x' } })
  })
})
