/** The keys of one clinic: they encrypt its columns and files, and make its blind index, fingerprints and seals. */
import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto'
import { canonical } from './canonical.ts'
import { CannotDecrypt, decrypt, encrypt, type Key, keyId } from './cipher.ts'

/** Where an encrypted value lives. It opens nowhere else. */
export interface Place {
  readonly table: string
  /** Ends in `_enc`. */
  readonly column: string
  /** The row's id. */
  readonly id: string
}

export interface DataKey extends Key {
  /** Milliseconds since 1970: servers that still hold older keys have learned of this one by then. */
  readonly usedFrom: number
}

/** What the index key is used for; each use has a key of its own, derived from it. */
export type HashUse = 'name' | 'phone' | 'email' | 'fingerprint' | 'audit' | 'link' | 'file' | 'network'

export class ClinicKeys {
  readonly clinicId: string
  readonly #data: readonly DataKey[]
  readonly #index: Buffer
  readonly #derived = new Map<HashUse, KeyObject>()
  readonly #now: () => number

  constructor(clinicId: string, data: readonly DataKey[], index: Buffer, now: () => number = Date.now) {
    this.clinicId = clinicId
    // The newest first. Ids sort by time, which settles two that are used from the same moment.
    this.#data = data.map(prepared).sort((a, b) => b.usedFrom - a.usedFrom || (a.id < b.id ? 1 : -1))
    this.#index = index
    this.#now = now
  }

  /** Encrypts a text for its place. An empty text is a text; for nothing at all store null. */
  seal(place: Place, text: string): Buffer {
    return this.sealBytes(this.#name(place), Buffer.from(text, 'utf8'))
  }

  /** @throws CannotDecrypt */
  open(place: Place, sealed: Uint8Array): string {
    return this.openBytes(this.#name(place), sealed).toString('utf8')
  }

  /** For a column that may be null. */
  sealOptional(place: Place, text: string | null | undefined): Buffer | null {
    return text === null || text === undefined ? null : this.seal(place, text)
  }

  openOptional(place: Place, sealed: Uint8Array | null): string | null {
    return sealed === null ? null : this.open(place, sealed)
  }

  /** @param place names the clinic too; `seal` is for columns */
  sealBytes(place: string, bytes: Uint8Array): Buffer {
    return encrypt(this.#current(), place, bytes)
  }

  /** @throws CannotDecrypt */
  openBytes(place: string, sealed: Uint8Array): Buffer {
    return decrypt((id) => this.#data.find((key) => key.id === id)?.key, place, sealed)
  }

  /** True when `sealed` is under an older key, and could be encrypted again. */
  isOlder(sealed: Uint8Array): boolean {
    return keyId(sealed) !== this.#current().id
  }

  /** Tells two contents that were sent under one id apart, without keeping the content in clear. */
  fingerprint(sent: unknown): Buffer {
    return this.hash('fingerprint', canonical(sent))
  }

  /** A keyed hash, the same for as long as the clinic exists, and different in every clinic. */
  hash(use: HashUse, content: string | Uint8Array): Buffer {
    let key = this.#derived.get(use)
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', this.#index, this.clinicId, `needlepoint ${use}`, 32)))
      this.#derived.set(use, key)
    }
    return createHmac('sha256', key).update(content).digest()
  }

  #name({ table, column, id }: Place): string {
    return `${this.clinicId}/${table}/${column}/${id}`
  }

  #current(): DataKey {
    const now = this.#now()
    // The clock of another server may be a little ahead: then the oldest key will do.
    const key = this.#data.find(({ usedFrom }) => usedFrom <= now) ?? this.#data.at(-1)
    if (!key) throw new CannotDecrypt(`The clinic ${this.clinicId} has no key.`)
    return key
  }
}

const prepared = (key: DataKey): DataKey => (Buffer.isBuffer(key.key) ? { ...key, key: createSecretKey(key.key) } : key)

/** SHA-256 in hex: for what is no secret, such as a document that was signed. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Compares without telling by the time it takes where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
