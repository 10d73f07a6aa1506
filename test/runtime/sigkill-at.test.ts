import { killedBetweenHops, type Point } from './killed-between-hops.ts'

const POINTS: Point[] = [
  {
    hop: 'the blob is written, its row not',
    crashAt: 'before-batch|insert into "files"',
    accepted: false,
    duplicates: 0,
  },
  {
    hop: 'the files are there, the case not',
    crashAt: 'before-batch|insert into "cases"',
    accepted: false,
    duplicates: 0,
  },
  {
    hop: 'the case is there, the bell not rung',
    crashAt: 'after-batch|insert into "cases"',
    accepted: false,
    duplicates: 0,
  },
  {
    hop: 'the delivery is claimed, not sent',
    crashAt: 'after-run|set lease_owner|returning',
    duplicates: 0,
  },
  {
    hop: 'the answer is read, its result not written',
    crashAt: 'before-batch|delivered',
    accepted: true,
    duplicates: 1,
  },
  { hop: 'the result is written, the next not begun', crashAt: 'after-batch|delivered', accepted: true, duplicates: 0 },
  {
    hop: 'the callback is verified, not written',
    crashAt: 'before-batch|insert into "inbox"',
    accepted: true,
    duplicates: 0,
  },
  {
    hop: 'the callback is written, not acknowledged',
    crashAt: 'after-batch|insert into "inbox"',
    accepted: true,
    duplicates: 0,
  },
]

killedBetweenHops({
  region: '130000',
  name: '河北',
  points: POINTS,
  isApplication: ({ headers }) => String(headers['gjgxjhpt_sid'] ?? '').endsWith('3102'),
})
