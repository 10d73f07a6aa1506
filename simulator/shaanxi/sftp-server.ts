import type { AddressInfo } from 'node:net'
import ssh2, { type Attributes, type AuthContext, type Connection, type FileEntry, type SFTPWrapper } from 'ssh2'
import { DEMO } from './demo-keys.ts'
import type { Folder } from './folder.ts'

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp
/** §1: no archive is larger, and no one session has more open at a time. */
const MOST_FILE_BYTES = 100 * 1024 * 1024
const MOST_HANDLES = 64
const FILE_MODE = 0o100644

/** The region's SFTP server on this machine: one account with a key, its folder as root; `port` is any free one. */
export interface SftpServer {
  readonly port: number
  /** Drops every connection, as a network does. */
  cut(): void
  close(): Promise<void>
}

export async function serveSftp(folder: Folder): Promise<SftpServer> {
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [DEMO.hostKey] }, (connection) => {
    connections.add(connection)
    withoutDelay(connection)
    connection.on('close', () => connections.delete(connection))
    connection.on('error', () => connection.end())
    connection.on('authentication', letIn)
    connection.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serveFolder(acceptSftp(), folder))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const connection of connections) connection.end()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    async close() {
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Small answers go out at once; the types do not know the method of a server's connection. */
function withoutDelay(connection: Connection & { setNoDelay?(on: boolean): unknown }): void {
  connection.setNoDelay?.(true)
}

/** The account's registered key and nothing else (§2.6). */
function letIn(context: AuthContext): void {
  const known = ssh2.utils.parseKey(DEMO.clientKey)
  if (known instanceof Error) throw known
  if (context.method !== 'publickey') {
    context.reject(['publickey'])
    return
  }
  const isKnown = context.username === DEMO.account && context.key.data.equals(known.getPublicSSH())
  const isSigned =
    !context.signature || known.verify(context.blob ?? Buffer.alloc(0), context.signature, context.hashAlgo) === true
  if (isKnown && isSigned) context.accept()
  else context.reject(['publickey'])
}

/** What a handle stands for: a file that is read, one that is written, or a directory whose names are still to be told. */
type Open =
  | { readonly kind: 'read'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'write'; readonly path: string; readonly parts: { readonly at: number; readonly data: Buffer }[] }
  | { readonly kind: 'list'; readonly paths: string[] }

/** The open handles of one session. */
function createHandles() {
  const open = new Map<number, Open>()
  let last = 0
  const numberOf = (handle: Buffer) => (handle.length === 4 ? handle.readUInt32BE() : 0)
  return {
    isFull: () => open.size >= MOST_HANDLES,
    of: (handle: Buffer) => open.get(numberOf(handle)),
    close: (handle: Buffer) => open.delete(numberOf(handle)),
    add(value: Open): Buffer {
      const handle = Buffer.alloc(4)
      last += 1
      handle.writeUInt32BE(last)
      open.set(last, value)
      return handle
    },
  }
}

/** What the account may do (§1.1): read everything, write below `/in`, touch nothing below `/out`. */
function serveFolder(sftp: SFTPWrapper, folder: Folder): void {
  const handles = createHandles()
  serveFiles(sftp, folder, handles)
  serveDirectories(sftp, folder, handles)
  serveChanges(sftp, folder)
}

function serveFiles(sftp: SFTPWrapper, folder: Folder, handles: ReturnType<typeof createHandles>): void {
  const failed = (id: number) => sftp.status(id, STATUS_CODE.FAILURE)
  sftp.on('OPEN', (id, filename, flags) => {
    const path = clean(filename)
    const file = folder.files.get(path)
    if (handles.isFull()) return failed(id)
    if ((flags & OPEN_MODE.WRITE) === 0) {
      if (!file) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
      return sftp.handle(id, handles.add({ kind: 'read', path, bytes: file.bytes }))
    }
    if (!mayWrite(path)) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED)
    if (!folder.hasDirectory(path.slice(0, path.lastIndexOf('/')))) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    sftp.handle(id, handles.add({ kind: 'write', path, parts: [] }))
  })
  sftp.on('READ', (id, handle, offset, length) => {
    const open = handles.of(handle)
    if (open?.kind !== 'read') return failed(id)
    const part = open.bytes.subarray(offset, offset + length)
    if (part.length === 0) sftp.status(id, STATUS_CODE.EOF)
    else sftp.data(id, part)
  })
  sftp.on('WRITE', (id, handle, offset, data) => {
    const open = handles.of(handle)
    if (open?.kind !== 'write' || offset + data.length > MOST_FILE_BYTES) return failed(id)
    open.parts.push({ at: offset, data: Buffer.from(data) })
    sftp.status(id, STATUS_CODE.OK)
  })
  sftp.on('CLOSE', (id, handle) => {
    const open = handles.of(handle)
    if (open?.kind === 'write') folder.put(open.path, assembled(open.parts))
    sftp.status(id, handles.close(handle) ? STATUS_CODE.OK : STATUS_CODE.FAILURE)
  })
  const tell = (id: number, given: string) => {
    const attributes = attributesOf(folder, clean(given))
    if (attributes) sftp.attrs(id, attributes)
    else sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
  }
  sftp.on('STAT', tell)
  sftp.on('LSTAT', tell)
  sftp.on('FSTAT', (id, handle) => {
    const open = handles.of(handle)
    if (open?.kind === 'read') tell(id, open.path)
    else failed(id)
  })
}

/** Several parts may be under way at a time, and come in any order. */
function assembled(parts: readonly { readonly at: number; readonly data: Buffer }[]): Buffer {
  const bytes = Buffer.alloc(parts.reduce((size, { at, data }) => Math.max(size, at + data.length), 0))
  for (const { at, data } of parts) data.copy(bytes, at)
  return bytes
}

function serveDirectories(sftp: SFTPWrapper, folder: Folder, handles: ReturnType<typeof createHandles>): void {
  sftp.on('REALPATH', (id, path) => {
    const name = clean(path)
    sftp.name(id, [toEntry(folder, name)])
  })
  sftp.on('OPENDIR', (id, given) => {
    const path = clean(given)
    if (!folder.hasDirectory(path)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE)
    const paths = folder.list(path).map((name) => clean(`${path}/${name}`))
    sftp.handle(id, handles.add({ kind: 'list', paths }))
  })
  sftp.on('READDIR', (id, handle) => {
    const open = handles.of(handle)
    if (open?.kind !== 'list') return sftp.status(id, STATUS_CODE.FAILURE)
    const next = open.paths.splice(0, 100).filter((path) => attributesOf(folder, path))
    if (next.length === 0) return sftp.status(id, STATUS_CODE.EOF)
    sftp.name(
      id,
      next.map((path) => ({ ...toEntry(folder, path), filename: path.slice(path.lastIndexOf('/') + 1) })),
    )
  })
}

function serveChanges(sftp: SFTPWrapper, folder: Folder): void {
  const answer = (id: number, isThere: boolean, change: () => void) => {
    if (isThere) change()
    sftp.status(id, isThere ? STATUS_CODE.OK : STATUS_CODE.FAILURE)
  }
  const denied = (id: number) => sftp.status(id, STATUS_CODE.PERMISSION_DENIED)
  sftp.on('MKDIR', (id, given) => {
    const path = clean(given)
    if (!mayWrite(path)) return denied(id)
    answer(id, !folder.hasDirectory(path), () => folder.makeDirectory(path))
  })
  sftp.on('RENAME', (id, from, to) => {
    const [old, path] = [clean(from), clean(to)]
    if (!mayWrite(old) || !mayWrite(path)) return denied(id)
    // version 3 of the protocol does not rename over a file
    answer(id, folder.files.has(old) && !folder.files.has(path), () => folder.rename(old, path))
  })
  sftp.on('REMOVE', (id, given) => {
    const path = clean(given)
    if (!mayWrite(path)) return denied(id)
    answer(id, folder.files.has(path), () => folder.files.delete(path))
  })
}

const mayWrite = (path: string): boolean => /^\/in\/[^/]/.test(path)

/** The path from the account's root; there is nothing above it. */
function clean(given: string): string {
  const steps: string[] = []
  for (const step of given.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return `/${steps.join('/')}`
}

const EMPTY_DIRECTORY: Attributes = { mode: 0o40755, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 }

function attributesOf(folder: Folder, path: string): Attributes | null {
  const file = folder.files.get(path)
  if (file)
    return { mode: FILE_MODE, uid: 0, gid: 0, size: file.bytes.length, atime: file.modifiedAt, mtime: file.modifiedAt }
  return folder.hasDirectory(path) ? EMPTY_DIRECTORY : null
}

/** A name and what it stands for; a directory has no size. */
function toEntry(folder: Folder, path: string): FileEntry {
  return { filename: path, longname: path, attrs: attributesOf(folder, path) ?? EMPTY_DIRECTORY }
}
