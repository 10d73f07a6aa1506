import { fileURLToPath } from 'node:url'
import type { Drop, DropAccount, Links, RowDatabase } from '../../core/links.ts'
import type { Keyring } from '../../core/ports.ts'
import { createAddressCheck } from './address-check.ts'
import { openFolderDrop } from './folder-drop.ts'
import { openRowDatabase } from './row-database.ts'

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
  return {
    drop: (account): Drop => openDrop(account),
    database(account) {
      const known = databases.get(account.url) ?? openRowDatabase(account, keyring, addresses)
      databases.set(account.url, known)
      return known.value
    },
    close: async () => void (await Promise.all([...databases.values()].map(({ close }) => close()))),
  }
}

function openDrop({ url, partSuffix }: DropAccount): Drop {
  if (url.startsWith('file:')) return openFolderDrop(fileURLToPath(url), partSuffix)
  throw new Error(`no drop for ${url.slice(0, url.indexOf(':'))}`)
}
