import type { kioskZh } from './kiosk-zh.ts'

export const kioskEn: Record<keyof typeof kioskZh, string> = {
  'kiosk.title': 'Self-service',
  'kiosk.track': 'Track my case',
  'kiosk.print': 'Print my voucher',
  'kiosk.scan': 'Scan the QR code on your voucher',
  'kiosk.scanHow': 'Hold the code before the scanner. Without a voucher, press “Get a person”.',
  'kiosk.tail': 'Press the last 4 digits of your mobile',
  'kiosk.typed': '{n} of 4 digits',
  'kiosk.erase': 'Erase',
  'kiosk.checking': 'Looking it up…',
  'kiosk.printing': 'Printing. Please take the paper.',
  'kiosk.noVoucher': 'The window has not issued a voucher yet. Press “Get a person”.',
  'kiosk.help': 'Get a person',
  'kiosk.called': 'Staff were called. Please wait here.',
  'kiosk.coming': 'Somebody is on the way.',
  'kiosk.notCalled': 'Nobody could be called. Please go to the staff.',
  'kiosk.finish': 'Finish',
  'kiosk.back': 'Back',
  'kiosk.still': 'Still there? This page is cleared in {n} s.',
  'kiosk.go': 'Continue',
  'kiosk.offline': 'No network. Please go to the staff.',
}
