/** Bodies and answers that are bytes. They are read only when it is known who sends them, and never past the limit. */
import type { Binary, Bytes, Download } from '@needlepoint/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { problems } from './problems.ts'

/** Adds a route whose body waits unread until its handler asks for it. */
export function addUnreadRoute(app: FastifyInstance, options: RouteOptions): void {
  void app.register((own, _options, ready) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    own.route(options)
    ready()
  })
}

/**
 * @throws problems.wrongContentType, and problems.tooLarge before a body that says so itself is read at all
 */
export async function readBytes({ headers, raw }: FastifyRequest, { contentTypes, maxBytes }: Binary): Promise<Bytes> {
  const contentType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!contentTypes.includes(contentType) || (headers['content-encoding'] ?? 'identity') !== 'identity')
    throw problems.wrongContentType(
      `Send it as it is, uncompressed, with one of these types: ${contentTypes.join(', ')}.`,
    )
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw problems.tooLarge(maxBytes)
  const chunks: Buffer[] = []
  let size = 0
  await new Promise<void>((resolve, reject) => {
    raw.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else {
        // What still comes is let through and dropped: a caller hears an answer only on a connection that stays.
        raw.removeAllListeners('data').resume()
        reject(problems.tooLarge(maxBytes))
      }
    })
    raw.once('end', resolve)
    raw.once('error', () => reject(problems.malformedRequest('The body broke off.')))
    raw.once('close', () => reject(problems.malformedRequest('The body broke off.')))
  })
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return { contentType, bytes }
}

/** @returns why a use case's answer is not what the contract promises; undefined when it is */
export function whyNotDownload({ contentTypes, maxBytes }: Binary, output: unknown): string | undefined {
  const { contentType, bytes, fileName } = (output ?? {}) as Partial<Download>
  if (!(bytes instanceof Uint8Array) || bytes.byteLength > maxBytes) return 'bytes'
  if (!contentTypes.includes(String(contentType))) return 'contentType'
  return /^[\w-]+(\.[\w-]+)+$/.test(String(fileName)) ? undefined : 'fileName'
}

export function sendBytes(reply: FastifyReply, { contentType, bytes, fileName, disposition }: Download): FastifyReply {
  return (
    reply
      .type(contentType)
      .header('content-disposition', `${disposition}; filename="${fileName}"`)
      // Whatever it pretends to be, nothing in it runs and nothing is loaded for it.
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  )
}
