import { CALLBACK, type CallbackRow, writeRows } from '../../simulator/shaanxi/callback-csv.ts'
import { dayDigits, sealOf, timeDigits } from '../../simulator/shaanxi/wire.ts'
import { behind, type EventLaying } from './shaanxi-files.ts'

const csv = (rows: readonly CallbackRow[]) => writeRows(CALLBACK, rows)
/** A row that names a document. */
export const paper = (wjm: string, wjhash = 'a'.repeat(64)) => ({
  hlx: 'W',
  dx: '受理通知书',
  wjm,
  wjhash,
  kz: '{"wh":"1"}',
})
/** A path among the region's documents of today. */
export const out = (path: string) => `/out/wj/${dayDigits(Date.now())}/${path}`

/** What is wrong with a callback file or an event in it, and the region's code in our receipt. */
export const BAD_EVENTS: readonly [
  what: string,
  make: (first: CallbackRow) => { rows?: CallbackRow[]; change?: EventLaying },
  dm: string,
][] = [
  ['a file that its seal does not fit', () => ({ change: { seal: sealOf([['x.csv', Buffer.from('x')]]) } }), 'E203'],
  [
    'a file that is another than its seal says',
    (first) => ({ change: { csv: csv([first]), seal: Buffer.from('0') } }),
    'E203',
  ],
  [
    'a file of another sender',
    (first) => ({ change: { name: `HD_620000_510107_${timeDigits(Date.now())}_0001.csv`, csv: csv([first]) } }),
    'E205',
  ],
  [
    'a file for another gateway',
    (first) => ({ change: { name: `HD_610000_500107_${timeDigits(Date.now())}_0001.csv`, csv: csv([first]) } }),
    'E205',
  ],
  ['a file without a BOM', (first) => ({ change: { csv: csv([first]).subarray(3) } }), 'E203'],
  [
    'a file in GBK',
    (first) => ({ change: { csv: Buffer.concat([csv([first]), Buffer.from([0xd5, 0xc5, 0x0d, 0x0a])]) } }),
    'E203',
  ],
  [
    'a file that a spreadsheet saved',
    (first) => ({ change: { csv: Buffer.from(csv([first]).toString().replaceAll('"', '')) } }),
    'E203',
  ],
  ['a file that breaks off', (first) => ({ change: { csv: csv([first]).subarray(0, -20) } }), 'E203'],
  [
    'a column of somebody’s own',
    (first) => ({ change: { csv: Buffer.from(csv([first]).toString().replace('"kz"\r', '"kz","x"\r')) } }),
    'E203',
  ],
  [
    'a formula',
    (first) => ({
      change: {
        csv: Buffer.from(
          csv([{ ...first, yy: '*HYPERLINK("http://x")' }])
            .toString()
            .replace('*HYPER', '=HYPER'),
        ),
      },
    }),
    'E203',
  ],
  ['a control character', (first) => ({ rows: [{ ...first, yy: '甲\u0000乙' }] }), 'E203'],
  ['more than a file may hold', (first) => ({ rows: [{ ...first, yy: '长'.repeat(400_000) }] }), 'E213'],
  ['a file of no rows', () => ({ change: { csv: csv([]) } }), 'E203'],
  ['an event of a case that is not there', (first) => ({ rows: [{ ...first, lsh: 'WH99999999' }] }), 'E208'],
  [
    'an event of ours under another’s number',
    (first) => ({ rows: [{ ...first, slh: 'SN6101132026010199999' }] }),
    'E208',
  ],
  ['an event that does not begin with its status', (first) => ({ rows: [{ ...first, hlx: 'Z' }] }), 'E203'],
  [
    'an event with two statuses',
    (first) => ({ rows: [first, behind(first, 2, { hlx: 'S', zt: '30', hj: 'SL' })] }),
    'E203',
  ],
  [
    'an event whose rows are not counted',
    (first) => ({ rows: [first, behind(first, 3, { hlx: 'Z', dx: 'wbk7', jg: '合格' })] }),
    'E203',
  ],
  [
    'an event about two cases',
    (first) => ({ rows: [first, behind({ ...first, lsh: 'WH1' }, 2, { hlx: 'Z', dx: 'wbk7', jg: '合格' })] }),
    'E203',
  ],
  ['details that are no JSON', (first) => ({ rows: [{ ...first, zt: '30', hj: 'SL', kz: '{"slbh":' }] }), 'E203'],
  [
    'details that reach a prototype',
    (first) => ({ rows: [{ ...first, zt: '30', hj: 'SL', kz: '{"__proto__":"x"}' }] }),
    'E203',
  ],
  [
    'a returned value at no key of the form',
    (first) => ({ rows: [first, behind(first, 2, { hlx: 'R', dx: '__proto__', yy: '1' })] }),
    'E203',
  ],
  ['a document that is not there', (first) => ({ rows: [first, behind(first, 2, paper(out('x_1.pdf')))] }), 'E211'],
  [
    'a document elsewhere',
    (first) => ({ rows: [first, behind(first, 2, paper('/out/wj/20261124/../../hz/x.csv'))] }),
    'E203',
  ],
  [
    'a document among our own files',
    (first) => ({ rows: [first, behind(first, 2, paper('/in/cl/20261124/x.pdf'))] }),
    'E203',
  ],
]
