import ssh2, { type FileEntryWithStats, type SFTPWrapper, type Stats } from 'ssh2'
import { type Drop, type DropAccount, type DropEntry, LinkFailure } from '../../core/links.ts'
import type { Keyring } from '../../core/ports.ts'
import type { createAddressCheck } from './address-check.ts'
import { isPlainName, stepsOf } from './drop-path.ts'
import { keepSftpSession } from './sftp-session.ts'

const { STATUS_CODE } = ssh2.utils.sftp
const LOOK_MS = 60_000
/** for the largest package over a slow line */
const MOVE_MS = 600_000
/** what every server takes in one request, its head included */
const CHUNK_BYTES = 32_000
const IN_FLIGHT = 16
const FILE_TYPE = 0o170000
const PLAIN_FILE = 0o100000
const DIRECTORY = 0o040000

/** A drop on an SFTP server, over one kept connection. The server's key is `hostKey`, or what the URL says behind a `#`; another one ends the connection before anything is shown. */
export function openSftpDrop(
  account: DropAccount,
  keyring: Keyring,
  addresses: ReturnType<typeof createAddressCheck>,
): { value: Drop; close(): Promise<void> } {
  const sessions = keepSftpSession(account, keyring, addresses)
  return {
    close: sessions.close,
    value: {
      async list(directory) {
        const path = toPath(directory)
        return sessions.use(async (sftp) => listFiles(sftp, path), LOOK_MS)
      },
      async directories(directory) {
        const path = toPath(directory)
        return sessions.use(async (sftp) => listDirectories(sftp, path), LOOK_MS)
      },
      async read(path, maxBytes) {
        const from = toFilePath(path)
        return sessions.use((sftp) => readFile(sftp, from, maxBytes), MOVE_MS)
      },
      async write(path, bytes) {
        const to = toFilePath(path)
        const part = `${to}${account.partSuffix}`
        await sessions.use(async (sftp) => {
          await withDirectory(sftp, part, () => writeFile(sftp, part, bytes))
          await renameOver(sftp, part, to)
        }, MOVE_MS)
      },
      async move(from, to) {
        const [old, path] = [toFilePath(from), toFilePath(to)]
        return sessions.use(async (sftp) => {
          if (!(await isThere(sftp, old))) return false
          await withDirectory(sftp, path, () => renameOver(sftp, old, path))
          return true
        }, LOOK_MS)
      },
    },
  }
}

const toPath = (path: string): string => `/${stepsOf(path).join('/')}`

function toFilePath(path: string): string {
  const place = toPath(path)
  if (place === '/') throw new Error('the path names no file')
  return place
}

/** A request of the protocol as a promise; what the server refuses is told by its status. */
function ask<Value = void>(request: (done: (error?: Error | null, value?: Value) => void) => unknown): Promise<Value> {
  return new Promise((resolve, reject) => {
    request((error, value) => (error ? reject(error) : resolve(value as Value)))
  })
}

const statusOf = (error: unknown): number =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : -1

/** What to do where a file or directory is missing; any other refusal of the server's is thrown as one. */
function whereMissing<Value>(instead: () => Value): (error: unknown) => Value {
  return (error) => (statusOf(error) === STATUS_CODE.NO_SUCH_FILE ? instead() : rethrow(error))
}

/** An error without a status is the end of the connection. */
function rethrow(error: unknown): never {
  if (error instanceof LinkFailure) throw error
  throw new LinkFailure(statusOf(error) >= 0 ? 'refused' : 'reset', { cause: error })
}

async function listFiles(sftp: SFTPWrapper, path: string): Promise<DropEntry[]> {
  return (await entriesOf(sftp, path, PLAIN_FILE)).map(({ filename, attrs }) => ({
    name: filename,
    sizeBytes: attrs.size,
    modifiedAt: attrs.mtime * 1000,
  }))
}

async function listDirectories(sftp: SFTPWrapper, path: string): Promise<string[]> {
  return (await entriesOf(sftp, path, DIRECTORY)).map(({ filename }) => filename)
}

async function entriesOf(sftp: SFTPWrapper, path: string, type: number): Promise<FileEntryWithStats[]> {
  const listed = await ask<FileEntryWithStats[]>((done) => sftp.readdir(path, done)).catch(
    whereMissing((): FileEntryWithStats[] => []),
  )
  return listed
    .filter(({ filename, attrs }) => isPlainName(filename) && (attrs.mode & FILE_TYPE) === type)
    .sort((one, other) => (one.filename < other.filename ? -1 : 1))
}

async function readFile(sftp: SFTPWrapper, path: string, maxBytes: number): Promise<Uint8Array | 'too-large' | null> {
  const handle = await ask<Buffer>((done) => sftp.open(path, 'r', done)).catch(whereMissing(() => null))
  if (!handle) return null
  try {
    const { size } = await ask<Stats>((done) => sftp.fstat(handle, done))
    if (size > maxBytes) return 'too-large'
    const bytes = new Uint8Array(size)
    await eachChunk(size, async (start, end) => {
      for (let at = start; at < end; ) {
        const chunk = Buffer.alloc(end - at)
        const count = await ask<number>((done) => sftp.read(handle, chunk, 0, chunk.length, at, done))
        if (count === 0) throw new LinkFailure('reset')
        bytes.set(chunk.subarray(0, count), at)
        at += count
      }
    })
    return bytes
  } catch (error) {
    return rethrow(error)
  } finally {
    sftp.close(handle, () => {})
  }
}

async function writeFile(sftp: SFTPWrapper, path: string, bytes: Uint8Array): Promise<void> {
  const handle = await ask<Buffer>((done) => sftp.open(path, 'w', done))
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  try {
    await eachChunk(given.length, (start, end) =>
      ask((done) => sftp.write(handle, given, start, end - start, start, done)),
    )
  } finally {
    await ask((done) => sftp.close(handle, done))
  }
}

/** Asks for the chunks of a file in their order, several of them under way at a time. */
async function eachChunk(size: number, take: (start: number, end: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < size) {
      const start = next
      next = Math.min(start + CHUNK_BYTES, size)
      await take(start, next)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
}

/** Does what needs the file's directory; where it is missing, makes it and does it again. */
async function withDirectory(sftp: SFTPWrapper, path: string, work: () => Promise<void>): Promise<void> {
  const isDone = await work().then(
    () => true,
    whereMissing(() => false),
  )
  if (isDone) return
  const steps = path.split('/').slice(1, -1)
  for (const [index] of steps.entries()) {
    const directory = `/${steps.slice(0, index + 1).join('/')}`
    // it may be there; where it cannot be made, the work itself says so
    await ask((done) => sftp.mkdir(directory, done)).catch(() => {})
  }
  await work().catch(rethrow)
}

/** Version 3 of the protocol renames over nothing: with OpenSSH's extension where the server has it, else the old file goes first. */
async function renameOver(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  const renamed = () => ask((done) => sftp.rename(from, to, done))
  try {
    await renamed()
  } catch (error) {
    if (statusOf(error) < 0 || !(await isThere(sftp, to))) throw error
    const isReplaced = await ask((done) => sftp.ext_openssh_rename(from, to, done)).then(
      () => true,
      () => false,
    )
    if (isReplaced) return
    await ask((done) => sftp.unlink(to, done)).catch(rethrow)
    await renamed().catch(rethrow)
  }
}

function isThere(sftp: SFTPWrapper, path: string): Promise<boolean> {
  return ask<Stats>((done) => sftp.stat(path, done)).then(
    () => true,
    whereMissing(() => false),
  )
}
