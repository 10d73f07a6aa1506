import { runRegion } from '../run-region.ts'
import { startSimulator } from './index.ts'

await runRegion(startSimulator)
