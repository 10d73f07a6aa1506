import { describe, expect, it } from 'vitest'
import type { StaffMessage } from '../../core/messages/message.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { insertStaffMessage } from '../../core/store/staff-messages.ts'
import { openStore } from '../../core/store/store.ts'

const TOLD: StaffMessage = {
  id: 'a'.repeat(32),
  audience: 'role:supervisor',
  kind: 'clock',
  caseNo: 'WH510107',
  data: { stage: 'accept', colour: 'red', dueAt: null, note: '𠮷 ? \'"' },
  at: 10,
}

/** What every engine must do with what staff are told. */
export function testStaffMessages(open: () => SqlDriver): void {
  describe('messages to staff', () => {
    it('are told once, to their audience alone, and read by each for themselves', async () => {
      const { messages, ...store } = openStore(open())
      const own = { ...TOLD, id: 'b'.repeat(32), audience: 'staff:li', at: 12 } as const
      await store.commit([insertStaffMessage(TOLD), insertStaffMessage(own)])
      await store.commit([insertStaffMessage({ ...TOLD, at: 99 })])
      expect(await messages.list(['role:supervisor', 'staff:li'], 'li', 9)).toEqual([
        { ...own, readAt: null },
        { ...TOLD, readAt: null },
      ])
      expect(await messages.list(['role:supervisor', 'staff:li'], 'li', 1)).toHaveLength(1)
      expect(await messages.list(['role:window', 'staff:wang'], 'wang', 9)).toEqual([])
      await messages.markRead([TOLD.id, own.id], ['role:supervisor', 'staff:wang'], 'wang', 20)
      await messages.markRead([TOLD.id], ['role:supervisor'], 'wang', 25)
      await messages.markRead([TOLD.id], ['role:supervisor'], 'li', 30)
      expect(await messages.unread(['role:supervisor', 'staff:wang'], 'wang')).toBe(0)
      expect(await messages.unread(['role:supervisor', 'staff:li'], 'li')).toBe(1)
      expect(await messages.firstReadAt(TOLD.id)).toBe(20)
      expect(await messages.firstReadAt(own.id)).toBeNull()
      await messages.sweep(11)
      expect((await messages.list(['role:supervisor', 'staff:li'], 'li', 9)).map(({ id }) => id)).toEqual([own.id])
    })
  })
}
