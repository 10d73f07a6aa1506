import { integer, primaryKey, sqliteTable, text } from './drizzle.ts'

/** Uploads: a file that comes in pieces, over more than one connection where need be. */
export const uploads = sqliteTable('uploads', {
  id: text().primaryKey(),
  staffId: text('staff_id').notNull(),
  name: text().notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  createdAt: integer('created_at').notNull(),
  endsAt: integer('ends_at').notNull(),
  fileId: text('file_id').notNull(),
})

/** What has come of an upload, by where in the file it begins; the bytes lie among the files, by their hash. */
export const uploadPieces = sqliteTable(
  'upload_pieces',
  {
    uploadId: text('upload_id').notNull(),
    startByte: integer('start_byte').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.uploadId, table.startByte] })],
)
