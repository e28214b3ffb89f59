/** Somebody with a browser, for tests: keeps cookies, sends Origin, has an address of her own. */
import { createHmac, randomInt } from 'node:crypto'
import type { Accounts } from '../accounts.ts'
import type { RequestHead } from '../authenticate.ts'

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  readonly body: any
  readonly headers: Headers
}

export class Visitor {
  readonly #accounts: Accounts
  readonly #address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
  readonly cookies = new Map<string, string>()
  origin: string | undefined

  constructor(accounts: Accounts) {
    this.#accounts = accounts
    this.origin = accounts.site.url
  }

  async get(path: string): Promise<Reply> {
    return await this.#send('GET', path)
  }

  async post(path: string, body: object = {}): Promise<Reply> {
    return await this.#send('POST', path, body)
  }

  /** What a request to the rest of the server looks like. */
  head(method = 'GET', headers: Record<string, string> = {}): RequestHead {
    return { method, headers: { ...this.#headers(), ...headers } }
  }

  async #send(method: string, path: string, body?: object): Promise<Reply> {
    const request = new Request(`${this.#accounts.site.url}/api/auth${path}`, {
      method,
      headers: { ...this.#headers(), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const response = await this.#accounts.handle(request, this.#address)
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const equals = pair.indexOf('=')
      const name = pair.slice(0, equals)
      if (attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(equals + 1))
    }
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers }
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { ...(cookie ? { cookie } : {}), ...(this.origin ? { origin: this.origin } : {}) }
  }
}

/** The code that an app would show for `otpauth://…` (RFC 6238). */
export function codeOf(uri: string, at = Date.now()): string {
  const secret = fromBase32(new URL(uri).searchParams.get('secret') ?? '')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const from = (mac.at(-1) ?? 0) & 0x0f
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const bits = [...text.replaceAll('=', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
