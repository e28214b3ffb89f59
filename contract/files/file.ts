/** Photos and documents of a client. Their bytes travel as they are; what is known of them is JSON. */
import { z } from 'zod'
import { photoPurposes } from '../consent/consent.ts'
import { binary } from '../http/binary.ts'
import { pageQuery } from '../http/page.ts'
import { id, instant, term } from '../http/values.ts'
import { recorded } from '../http/written.ts'

/** `signature`, `export` and `consent`, the sealed copy of one, are made by the server. */
export const fileKinds = ['photo', 'document', 'signature', 'export', 'consent'] as const
export type FileKind = (typeof fileKinds)[number]

/**
 * How the skin is turned towards the camera. “Left” is her own left side turned to the camera. `area` is any other treated skin,
 * straight on; `close-up` is one spot that worries her.
 */
export const poses = ['front', 'left-45', 'left-90', 'right-45', 'right-90', 'area', 'close-up'] as const
export type Pose = (typeof poses)[number]

/** Bytes. A photo of a phone has 3 to 8 million. */
export const largestFile = 15_000_000

export const fileContent = binary(largestFile, ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])

const pose = z.enum(poses)

export const addFileQuery = z.strictObject({
  kind: z.enum(['photo', 'document']).describe('A photo is a JPEG, PNG or WebP picture; a document may be a PDF too.'),
  takenAt: instant
    .optional()
    .describe('When a photo was taken. The file’s own note of it is removed with everything else that it tells.'),
  pose: pose
    .optional()
    .describe('How the skin is turned towards the camera. Photos of one pose can be laid side by side.'),
  sessionId: id.optional().describe('The session after which the photo was taken: its day of healing follows from it.'),
  checkInId: id.optional().describe('The check-in that the photo belongs to. It must have arrived before.'),
  question: term.optional().describe('The question of the intake that the photo answers.'),
})

export const openFileQuery = z.strictObject({
  purpose: z
    .enum(photoPurposes)
    .default('record')
    .describe('What a photo is opened for. Each is allowed by itself, and can be taken back.'),
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
  pose: pose.nullable().describe('Null where nobody said, and for a document.'),
  sessionId: id.nullable(),
  checkInId: id.nullable(),
  question: z.string().nullable(),
  mayShowFor: z
    .array(z.enum(photoPurposes))
    .nullable()
    .describe('Of a photo: what it may be shown for now, by what she has signed or sent. Null for what is no photo.'),
  ...recorded,
})
export type ClientFile = z.infer<typeof file>
