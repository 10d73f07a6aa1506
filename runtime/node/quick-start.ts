import { enableCompileCache, registerHooks } from 'node:module'

/** Halves the time of what is imported after it: keeps compiled modules for the next start, and spares Node some reading. To be called before anything large is imported. */
export function quickStart(): void {
  enableCompileCache()
  // for each of drizzle's hundred files Node parses its package.json anew (179 KB) to learn that the file is a module
  registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL ?? ''
      const within = parent.includes('/node_modules/drizzle-orm/') && /^\.{1,2}\/.*\.js$/.test(specifier)
      if (!within) return next(specifier, context)
      return { url: new URL(specifier, parent).href, format: 'module', shortCircuit: true }
    },
  })
}
