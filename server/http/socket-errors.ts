/** Requests that are no HTTP never reach a route; the socket itself answers them, as a problem like any other. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type HttpProblem, problemBody, problems } from './problems.ts'

export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(error.code)
  const body = JSON.stringify(problemBody(problem, requestId))
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      'cache-control: no-store',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function problemOf(code: string | undefined): HttpProblem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problems.tooSlow()
  if (code === 'HPE_HEADER_OVERFLOW') return problems.headersTooLarge()
  return problems.malformedRequest('This is not well-formed HTTP.')
}
