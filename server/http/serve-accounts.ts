/** Hands what comes below `/api/auth` to the accounts, which speak in the Request and Response of the web platform. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** @param handle answers every request, its failures as problems */
export function serveAccounts(handle: (request: Request, address: string, requestId?: string) => Promise<Response>) {
  return async (app: FastifyInstance): Promise<void> => {
    // Bodies are passed on as they came; the accounts read them.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    app.route({
      method: ['GET', 'POST', 'PUT', 'DELETE'],
      url: '/api/auth/*',
      bodyLimit: 65_536,
      handler: async (request, reply) => passOn(await handle(asWebRequest(request), request.ip, request.id), reply),
    })
  }
}

function asWebRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) headers.append(name, each)
  }
  const body = request.body instanceof Uint8Array && request.body.length > 0 ? request.body : undefined
  // The host is the accounts' own to say; what the caller calls us counts for nothing.
  return new Request(new URL(request.url, 'http://server.invalid'), {
    method: request.method,
    headers,
    ...(body ? { body: new Uint8Array(body) } : {}),
  })
}

async function passOn(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  reply.code(response.status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.send(Buffer.from(await response.arrayBuffer()))
}
