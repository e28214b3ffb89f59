/** Photos and documents of a client. Their bytes travel as they are; what is known of them is JSON. */
import { z } from 'zod'
import { binary } from '../http/binary.ts'
import { pageQuery } from '../http/page.ts'
import { id, instant } from '../http/values.ts'
import { recorded } from '../http/written.ts'

/** `signature` and `export` are made by the server. */
export const fileKinds = ['photo', 'document', 'signature', 'export'] as const
export type FileKind = (typeof fileKinds)[number]

/** Bytes. A photo of a phone has 3 to 8 million. */
export const largestFile = 15_000_000

export const fileContent = binary(largestFile, ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])

export const addFileQuery = z.strictObject({
  kind: z.enum(['photo', 'document']).describe('A photo is a JPEG, PNG or WebP picture; a document may be a PDF too.'),
  takenAt: instant
    .optional()
    .describe('When a photo was taken. The file’s own note of it is removed with everything else that it tells.'),
})

export const listFilesQuery = pageQuery.extend({
  kind: z.enum(fileKinds).optional().describe('Only files of this kind.'),
})

export const file = z.strictObject({
  id,
  clientId: id,
  kind: z.enum(fileKinds),
  contentType: z.string().describe('What the content is, whatever it was called.'),
  size: z.int().min(0).describe('Bytes that are kept.'),
  width: z.int().min(1).nullable().describe('Pixels, as the picture is shown; null for a document.'),
  height: z.int().min(1).nullable(),
  takenAt: instant.nullable(),
  ...recorded,
})
export type ClientFile = z.infer<typeof file>
