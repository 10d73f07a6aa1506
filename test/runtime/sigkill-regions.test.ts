import { killedBetweenHops, type Point } from './killed-between-hops.ts'

/** 河北 dies at every hop (`sigkill-at.test.ts`); here, where the protocol matters: our message went out and we do not know it, a step is ours and the region does not know it. */
const POINTS: Point[] = [
  {
    hop: 'the answer is read, its result not written',
    crashAt: 'before-batch|delivered',
    accepted: true,
    duplicates: 1,
  },
  {
    hop: 'the callback is written, not acknowledged',
    crashAt: 'after-batch|insert into "inbox"',
    accepted: true,
    duplicates: 0,
  },
]

killedBetweenHops({
  region: '420000',
  name: '湖北',
  points: POINTS,
  isApplication: ({ method }) => method === 'POST',
})
killedBetweenHops({
  region: '500000',
  name: '重庆',
  points: POINTS,
  isApplication: ({ method, url }) => method === 'POST' && url === '/tb/v1/cases',
  mayAskForFiles: true,
})
