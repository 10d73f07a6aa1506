import type { bellZh } from './bell-zh.ts'

export const bellEn: Record<keyof typeof bellZh, string> = {
  'bell.title': 'Messages',
  'bell.unread': 'Messages, {n} unread',
  'bell.none': 'No messages.',
  'bell.failed': 'Could not get the messages.',
  'bell.allRead': 'Mark all as read',
  'bell.isRead': 'read',
  'bell.isNew': 'new',
  'bell.due': 'by {time}',
  'bell.clock.yellow': '“{stage}” is due soon (yellow)',
  'bell.clock.red': '“{stage}” is due now (red)',
  'bell.clock.overdue': '“{stage}” is overdue',
  'bell.clock.unknown': '“{stage}” has no known end: a calendar is missing',
  'bell.help': 'Somebody at {place} wants a person',
  'bell.coming': 'I am going',
}
