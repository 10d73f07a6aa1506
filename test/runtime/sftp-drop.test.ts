import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Drop, LinkFailure, type Links } from '../../core/links.ts'
import { KeyMissing } from '../../core/secrets.ts'
import { createLinks } from '../../runtime/node/links.ts'
import { freePort } from '../../simulator/free-port.ts'
import { DEMO, GATEWAY_SFTP_KEY } from '../../simulator/shaanxi/demo-keys.ts'
import { createFolder, type Folder } from '../../simulator/shaanxi/folder.ts'
import { type SftpServer, serveSftp } from '../../simulator/shaanxi/sftp-server.ts'
import { dropContract } from './drop-contract.ts'

const keyring = {
  secret: async (name: string) => {
    const key = { right: GATEWAY_SFTP_KEY, other: DEMO.hostKey, none: 'no key at all' }[name]
    return key === undefined ? null : new TextEncoder().encode(key)
  },
}
const HOST_KEY = DEMO.hostFingerprint
const open = (at: string, privateKey = 'right', hostKey: string = HOST_KEY) =>
  ({ url: at, privateKey, hostKey, partSuffix: '.part' }) as const

async function serve() {
  const folder = createFolder(Date.now)
  const server = await serveSftp(folder)
  const links = createLinks(keyring, new Set(['127.0.0.1']))
  const url = `sftp://${DEMO.account}@127.0.0.1:${server.port}`
  const close = async () => {
    await links.close()
    await server.close()
  }
  return { folder, server, links, url, close }
}

dropContract('an SFTP server', async () => {
  const { folder, links, url, close } = await serve()
  return { drop: links.drop(open(url)), root: 'in/cl', names: (directory) => folder.list(`/${directory}`), close }
})

describe('a drop on an SFTP server', () => {
  let folder: Folder
  let server: SftpServer
  let links: Links
  let url: string
  let close: () => Promise<void>
  beforeAll(async () => {
    ;({ folder, server, links, url, close } = await serve())
  })
  afterAll(() => close())

  const reasonOf = (drop: Drop) =>
    drop.list('in/cl').then(
      () => 'reached',
      (error: unknown) => (error instanceof LinkFailure ? error.reason : error),
    )
  const alone = async (at: string, privateKey?: string, hostKey?: string) => {
    const own = createLinks(keyring, new Set(['127.0.0.1']))
    const reason = await reasonOf(own.drop(open(at, privateKey, hostKey)))
    await own.close()
    return reason
  }

  it('is not reached where the server shows another key than the one that was agreed, wherever that is said', async () => {
    const others = 'SHA256:qkn+hPG9HW7CThGsDYy5jGJMzGOubZc1ClM+eI9Mi4s'
    expect(await alone(url, 'right', others)).toBe('host-key')
    expect(await alone(`${url}#${encodeURIComponent(others)}`)).toBe('host-key')
    expect(await alone(url, 'right', '')).toBe('host-key')
    expect(await alone(`${url}#${encodeURIComponent(HOST_KEY)}`, 'right', others)).toBe('reached')
  })

  it('is not let in with another key or as another account, says so where there is no key, and where nobody listens', async () => {
    expect(await alone(url, 'other')).toBe('refused')
    expect(await alone(url, 'none')).toBe('refused')
    expect(await alone(url.replace(DEMO.account, 'root'))).toBe('refused')
    expect(await alone(url, 'absent')).toBeInstanceOf(KeyMissing)
    expect(await alone(`sftp://${DEMO.account}@127.0.0.1:${await freePort()}`)).toBe('connect')
  })

  it('is not reached on a private address that nobody allowed', async () => {
    const guarded = createLinks(keyring, new Set())
    expect(await reasonOf(guarded.drop(open(url)))).toBe('address-not-allowed')
    await guarded.close()
  })

  it('is connected anew after the line was cut', async () => {
    const drop = links.drop(open(url))
    await drop.write('in/cl/a', new Uint8Array([1]))
    server.cut()
    await expect.poll(() => reasonOf(drop), { timeout: 5_000 }).toBe('reached')
    expect(await drop.read('in/cl/a', 1)).toEqual(new Uint8Array([1]))
  })

  it('shows nobody half a file: its name appears by a renaming alone', async () => {
    const seen: string[] = []
    folder.watch((path) => seen.push(`${path} ${folder.files.get(path)?.bytes.length}`))
    await links.drop(open(url)).write('in/hz/HZ.csv', new Uint8Array(70_000))
    expect(seen).toEqual(['/in/hz/HZ.csv 70000'])
  })

  it('is told where the server does not let it: what the other side laid out is neither written nor moved', async () => {
    const drop = links.drop(open(url))
    folder.put('/out/hd/x.csv', Buffer.from('x'))
    for (const ask of [() => drop.write('out/hd/x.csv', new Uint8Array()), () => drop.move('out/hd/x.csv', 'in/hz/x')])
      await expect(ask()).rejects.toMatchObject({ name: 'LinkFailure', reason: 'refused' })
    expect(folder.files.get('/out/hd/x.csv')?.bytes.toString()).toBe('x')
  })

  it('takes no name from the server that leads elsewhere', async () => {
    folder.files.set('/out/hd/..\\x.csv', { bytes: Buffer.from('x'), modifiedAt: 0 })
    expect((await links.drop(open(url)).list('out/hd')).map(({ name }) => name)).toEqual(['x.csv'])
    folder.files.delete('/out/hd/..\\x.csv')
  })
})
