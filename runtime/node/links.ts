import { fileURLToPath } from 'node:url'
import type { Drop, DropAccount, Links, RowDatabase } from '../../core/links.ts'
import type { Keyring } from '../../core/ports.ts'
import { createAddressCheck } from './address-check.ts'
import { openFolderDrop } from './folder-drop.ts'
import { openRowDatabase } from './row-database.ts'
import { openSftpDrop } from './sftp-drop.ts'

/** What a process keeps of one account. */
interface Kept<Value> {
  readonly value: Value
  close(): Promise<void>
}

/** Drops and databases of regions, one of each account, kept until closed; private addresses only for the hosts allowed. */
export function createLinks(
  keyring: Keyring,
  allowedPrivateHosts: ReadonlySet<string>,
): Links & { close(): Promise<void> } {
  const addresses = createAddressCheck(allowedPrivateHosts)
  const databases = new Map<string, Kept<RowDatabase>>()
  const drops = new Map<string, Kept<Drop>>()
  return {
    drop(account) {
      const known = drops.get(account.url) ?? openDrop(account, keyring, addresses)
      drops.set(account.url, known)
      return known.value
    },
    database(account) {
      const known = databases.get(account.url) ?? openRowDatabase(account, keyring, addresses)
      databases.set(account.url, known)
      return known.value
    },
    close: async () => void (await Promise.all([...databases.values(), ...drops.values()].map(({ close }) => close()))),
  }
}

function openDrop(
  account: DropAccount,
  keyring: Keyring,
  addresses: ReturnType<typeof createAddressCheck>,
): Kept<Drop> {
  const { url, partSuffix } = account
  if (url.startsWith('sftp:')) return openSftpDrop(account, keyring, addresses)
  if (url.startsWith('file:')) return { value: openFolderDrop(fileURLToPath(url), partSuffix), close: async () => {} }
  throw new Error(`no drop for ${url.slice(0, url.indexOf(':'))}`)
}
