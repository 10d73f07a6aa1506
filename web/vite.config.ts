import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the workbench to where the gateway looks for it. Nothing is put into the page itself: the gateway's policy would not run it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../.build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'web/index.html', fonts: 'web/fonts.css' },
      output: {
        // pages that are kept for years name it
        assetFileNames: ({ names }) => (names.includes('fonts.css') ? 'fonts.css' : 'assets/[name]-[hash][extname]'),
      },
    },
  },
})
