import { z } from 'zod'
import { cursor, form, limit, materials, plain } from './bodies.ts'

/** `POST /api/bundles`, `POST /api/bundles/check`; a material's slot is the theme's. */
export const newBundleBody = z.strictObject({ theme: plain(20), form, materials })

/** `GET /api/bundles` */
export const bundleQuery = z.strictObject({ cursor, limit })
