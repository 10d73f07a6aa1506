import type { settingsZh } from './settings-zh.ts'

/** The same in English. */
export const settingsEn: Readonly<Record<keyof typeof settingsZh, string>> = {
  'nav.settings': 'Settings',
  'settings.own': 'Home',
  'settings.ownLead': 'From our own definition (config/home.yaml) and the runtime.',
  'settings.home': 'District',
  'settings.org': 'Organisation',
  'settings.phone': 'Telephone',
  'settings.publicUrl': 'Public address',
  'settings.sms': 'Text messages',
  'settings.sharedData': 'Data-sharing platform',
  'settings.connected': 'connected',
  'settings.notConnected': 'not connected',
  'settings.process': 'Settings of this process',
  'settings.processLead':
    'Read from the environment at start only; change it there and start again. Of secrets only whether they are set is shown, names and passwords in addresses are masked.',
  'settings.none': 'This runtime tells nothing of its settings.',
  'settings.name': 'Name',
  'settings.value': 'Value',
  'settings.source': 'From',
  'settings.meaning': 'Meaning',
  'settings.environment': 'environment',
  'settings.default': 'not set, default',
  'settings.set': 'set (not shown)',
  'settings.made': 'made by itself (not shown)',
}
