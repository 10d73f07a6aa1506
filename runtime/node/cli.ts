#!/usr/bin/env node
import { flushCompileCache } from 'node:module'
import { quickStart } from './quick-start.ts'

quickStart()
const { createProgram } = await import('./cli/program.ts')
await createProgram().parseAsync()
flushCompileCache()
