/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.STRATA_URL ?? 'http://127.0.0.1:7777'

export default defineConfig({
  plugins: [react()],
  // The server puts each answer's own nonce in its place; see PageFiles.
  html: { cspNonce: 'STRATA_NONCE' },
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    manifest: true,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/openapi', '/health'].map(path => [path, { target: server, changeOrigin: false }])),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/shared/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
