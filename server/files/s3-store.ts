/** Files in a store that speaks S3: Amazon's own, MinIO, Garage, Ceph, R2 and their like. */
import { AwsClient } from 'aws4fetch'
import { sha256 } from '../keys/index.ts'
import { type BlobStore, FileStoreUnavailable } from './file-store.ts'

export interface S3Config {
  /** Without a slash at the end. The bucket follows as a folder, which every such store understands. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Before every name; empty, or with a slash at its end. */
  readonly prefix: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export class S3Store implements BlobStore {
  readonly #root: string
  readonly #prefix: string
  readonly #client: AwsClient

  constructor({ endpoint, region, bucket, prefix, accessKeyId, secretAccessKey }: S3Config) {
    this.#root = `${endpoint}/${bucket}`
    this.#prefix = prefix
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3, initRetryMs: 100 })
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    // A copy of its own: fetch takes no bytes that other memory shares.
    await this.#ask('PUT', this.#url(name), [200], Uint8Array.from(bytes))
  }

  async read(name: string): Promise<Buffer | undefined> {
    const response = await this.#ask('GET', this.#url(name), [200, 404])
    if (response.status === 404) {
      // A bucket that is not there would look like a file that is not there.
      if ((await response.text()).includes('NoSuchBucket'))
        throw new FileStoreUnavailable('The file store has no such bucket.')
      return undefined
    }
    return Buffer.from(await response.arrayBuffer())
  }

  async remove(name: string): Promise<void> {
    await this.#ask('DELETE', this.#url(name), [200, 204, 404])
  }

  async *list(prefix: string): AsyncIterable<string> {
    let token: string | undefined
    do {
      const query = new URLSearchParams({ 'list-type': '2', prefix: this.#prefix + prefix })
      if (token !== undefined) query.set('continuation-token', token)
      const page = await (await this.#ask('GET', `${this.#root}?${query}`, [200])).text()
      // Our names need no unescaping: hex digits, hyphens and slashes.
      for (const [, key = ''] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) yield key.slice(this.#prefix.length)
      token = /<IsTruncated>true/.test(page)
        ? unescapeXml(/<NextContinuationToken>([^<]*)</.exec(page)?.[1])
        : undefined
    } while (token !== undefined)
  }

  #url(name: string): string {
    if (!/^[0-9a-f-]+(\/[0-9a-f]+)*$/.test(name)) throw new Error('A name in the file store is made of hex digits.')
    return `${this.#root}/${this.#prefix}${name}`
  }

  /** @throws FileStoreUnavailable for any other status, and when nothing answers in half a minute */
  async #ask(
    method: string,
    url: string,
    expected: readonly number[],
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    let response: Response
    try {
      const signal = AbortSignal.timeout(30_000)
      // Signed along with the request: without it the content would not be.
      const headers = { 'x-amz-content-sha256': sha256(body ?? '') }
      response = await this.#client.fetch(url, body ? { method, headers, body, signal } : { method, headers, signal })
    } catch (error) {
      throw new FileStoreUnavailable('The file store does not answer.', { cause: error })
    }
    if (expected.includes(response.status)) return response
    const code = /<Code>(\w+)<\/Code>/.exec(await response.text().catch(() => ''))?.[1] ?? response.status
    throw new FileStoreUnavailable(`The file store refused a request: ${code}.`)
  }
}

function unescapeXml(text: string | undefined): string | undefined {
  const letters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => letters[name] ?? '')
}
