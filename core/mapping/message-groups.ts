/** Groups that a message carries beside the form. */
export const GROUPS_BESIDE: ReadonlySet<string> = new Set([
  'case',
  'clerk',
  'home',
  'message',
  'matter',
  'const',
  'memo',
  'supplement',
  'withdrawal',
  'shipment',
  'readdress',
  'slots',
])

/** Groups beside a progress message; there a shipment, or asking for files again, is part of what happened. */
export const GROUPS_BESIDE_PROGRESS: ReadonlySet<string> = new Set(
  [...GROUPS_BESIDE].filter((group) => group !== 'shipment' && group !== 'readdress'),
)
