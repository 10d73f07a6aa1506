import type { ChildState } from './bundle.ts'
import type { BundleProgress } from './progress.ts'

/** Words for where a bundle stands. */
export const BUNDLE_STATES: Readonly<Record<BundleProgress['state'], string>> = {
  'under-way': '办理中',
  done: '全部办结',
  ended: '已结束,有的没有办成',
}

/** Words for where a child stands. */
export const CHILD_STATES: Readonly<Record<ChildState, string>> = {
  'left-out': '不用办',
  begun: '已报送',
  ready: '待报送',
  waiting: '等前面办结',
  stopped: '不再报送',
}
