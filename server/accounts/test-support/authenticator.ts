/** A device with passkeys, in software: what a browser and its authenticator answer to WebAuthn options. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

interface Passkey {
  readonly id: Buffer
  readonly key: KeyObject
  counter: number
}

const userPresent = 0x01
const userVerified = 0x04
const hasKey = 0x40

export class Authenticator {
  readonly #origin: string
  readonly #host: string
  readonly #verifies: boolean
  #passkey: Passkey | undefined

  /** @param verifies asks for a finger, a face or a PIN */
  constructor(origin: string, verifies = true) {
    this.#origin = origin
    this.#host = new URL(origin).hostname
    this.#verifies = verifies
  }

  /** Answers `generate-register-options`. */
  register({ challenge }: { readonly challenge: string }): object {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#passkey = { id: randomBytes(32), key: privateKey, counter: 0 }
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const cose = map([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.#passkey.id.length)
    const data = this.#data(hasKey, Buffer.concat([Buffer.alloc(16), length, this.#passkey.id, cose]))
    const attestation = map([
      ['fmt', 'none'],
      ['attStmt', map([])],
      ['authData', data],
    ])
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** Answers `generate-authenticate-options`. */
  authenticate({ challenge }: { readonly challenge: string }): object {
    const passkey = this.#known()
    passkey.counter++
    const clientData = this.#clientData('webauthn.get', challenge)
    const data = this.#data(0, Buffer.alloc(0))
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, passkey.key).toString('base64url'),
    })
  }

  #known(): Passkey {
    if (!this.#passkey) throw new Error('This device has no passkey.')
    return this.#passkey
  }

  #answer(response: object): object {
    const id = this.#known().id.toString('base64url')
    return {
      id,
      rawId: id,
      type: 'public-key',
      response,
      clientExtensionResults: {},
      authenticatorAttachment: 'platform',
    }
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }))
  }

  #data(flags: number, rest: Buffer): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#known().counter)
    const all = flags | userPresent | (this.#verifies ? userVerified : 0)
    return Buffer.concat([createHash('sha256').update(this.#host).digest(), Buffer.of(all), counter, rest])
  }
}

/** CBOR, as far as an authenticator needs it. A Buffer that `map` made is put in as it is. */
const made = new WeakSet<Buffer>()

function map(entries: readonly (readonly [string | number, string | number | Buffer])[]): Buffer {
  const bytes = Buffer.concat([head(5, entries.length), ...entries.flat().map(item)])
  made.add(bytes)
  return bytes
}

function item(value: string | number | Buffer): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -value - 1) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)])
  return made.has(value) ? value : Buffer.concat([head(2, value.length), value])
}

function head(type: number, length: number): Buffer {
  if (length < 24) return Buffer.of((type << 5) | length)
  if (length < 256) return Buffer.of((type << 5) | 24, length)
  return Buffer.of((type << 5) | 25, length >> 8, length & 0xff)
}
