import { describe, expect, it } from 'vitest'
import type { Notification } from '../../core/notifications/notification.ts'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { insertNotification, updateNotification } from '../../core/store/notifications.ts'
import { openStore } from '../../core/store/store.ts'

const WAITING: Notification = {
  id: 'sms-1',
  template: 'collected',
  caseId: 'case-n',
  phone: '13800000001',
  phoneKey: 'key-1',
  anytime: false,
  text: '【武侯通办】您的异地就医备案已收件（尾号0001）𠮷 ? \'"',
  shown: '【武侯通办】您的异地就医备案已收件（尾号0001）𠮷 ? \'"',
  state: 'waiting',
  attempts: 0,
  nextAt: 10,
  deadlineAt: 100,
  reason: '',
  receipt: '',
  createdAt: 5,
  endedAt: 0,
}
const SENT = { state: 'sent', attempts: 1, phone: '138****0001', receipt: 'r-1', endedAt: 20 } as const

/** What every engine must do with text messages. */
export function testNotifications(open: () => SqlDriver): void {
  describe('notifications', () => {
    const ids = (found: readonly Notification[]) => found.map(({ id }) => id)

    it('are given back as they were written, and found by their time, case and state', async () => {
      const store = openStore(open())
      await store.commit([
        insertNotification(WAITING),
        insertNotification({ ...WAITING, id: 'sms-2', nextAt: 8, createdAt: 6, anytime: true }),
        insertNotification({ ...WAITING, id: 'sms-3', nextAt: 11, createdAt: 7, caseId: 'other' }),
      ])
      expect(await store.notifications.ofCase('other')).toEqual([
        { ...WAITING, id: 'sms-3', nextAt: 11, createdAt: 7, caseId: 'other' },
      ])
      expect(ids(await store.notifications.due(10, 10))).toEqual(['sms-2', 'sms-1'])
      expect(ids(await store.notifications.due(10, 1))).toEqual(['sms-2'])
      expect(ids(await store.notifications.ofCase('case-n'))).toEqual(['sms-2', 'sms-1'])
      expect(ids(await store.notifications.list('waiting', undefined, 10))).toEqual(['sms-3', 'sms-2', 'sms-1'])
      expect(ids(await store.notifications.list(undefined, { at: 6, id: 'sms-2' }, 10))).toEqual(['sms-1'])
      expect(ids(await store.notifications.list('expired', undefined, 10))).toEqual([])
    })

    it('are written once: a second one of an id is refused, and with it all that was to be written beside it', async () => {
      const store = openStore(open())
      const both = [insertNotification({ ...WAITING, id: 'sms-4', caseId: 'beside' }), insertNotification(WAITING)]
      await expect(store.commit(both)).rejects.toBeInstanceOf(KeyTaken)
      expect(await store.notifications.ofCase('beside')).toEqual([])
    })

    it('change once a try, are counted by telephone and day from when they were sent, and are forgotten', async () => {
      const store = openStore(open())
      await store.commit([updateNotification({ ...WAITING, ...SENT }, WAITING)])
      await store.commit([updateNotification({ ...WAITING, attempts: 1, reason: 'late' }, WAITING)])
      expect((await store.notifications.ofCase('case-n')).at(-1)).toEqual({ ...WAITING, ...SENT })
      expect(await store.notifications.sentTo('key-1', false, 20)).toBe(1)
      expect(await store.notifications.sentTo('key-1', false, 21)).toBe(0)
      expect(await store.notifications.sentTo('key-1', true, 20)).toBe(0)
      expect(await store.notifications.sentTo('key-2', false, 20)).toBe(0)
      expect(await store.notifications.sentSince(20)).toBe(1)
      await store.notifications.sweep(7)
      expect(ids(await store.notifications.list(undefined, undefined, 10))).toEqual(['sms-3'])
    })
  })
}
