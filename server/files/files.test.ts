import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { ClinicKeys } from '../keys/index.ts'
import { FileStore, FolderStore, type S3Config, S3Store } from './index.ts'

const makeKeys = () => {
  const id = newId(Date.now())
  return new ClinicKeys(id, [{ id, key: randomBytes(32), usedFrom: 0 }], randomBytes(32))
}

describe('A file in a folder', () => {
  let root = ''
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'needlepoint-files-'))
  })
  afterAll(() => rmSync(root, { recursive: true }))
  const keys = makeKeys()
  const photo = Buffer.concat([Buffer.from('a face'), randomBytes(100_000)])
  const list = async (store: FileStore, clinicId: string) => {
    const names: string[] = []
    for await (const name of store.list(clinicId)) names.push(name)
    return names
  }

  test('comes back as it was, and is kept once however often it is sent', async () => {
    const store = new FileStore(new FolderStore(join(root, 'new', 'folder')))
    const { hash, size } = await store.put(keys, photo)
    expect(await store.put(keys, photo)).toEqual({ hash, size: photo.length })
    expect(size).toBe(photo.length)
    expect((await store.get(keys, hash)).equals(photo)).toBe(true)
    expect(await list(store, keys.clinicId)).toHaveLength(1)
    await store.remove(keys, hash)
    await expect(store.get(keys, hash)).rejects.toThrow('has no content')
    expect(await list(store, keys.clinicId)).toEqual([])
  })

  test('is unreadable in the folder, and opens with the keys of no other clinic', async () => {
    const store = new FileStore(new FolderStore(root))
    const { hash } = await store.put(keys, photo)
    const [name = ''] = await list(store, keys.clinicId)
    expect(readFileSync(join(root, name)).includes('a face')).toBe(false)
    expect(name).not.toContain(hash)
    await expect(store.get(makeKeys(), hash)).rejects.toThrow('has no content')
  })

  test('that was changed or swapped on the disk is refused', async () => {
    const store = new FileStore(new FolderStore(root))
    const [one, other] = [await store.put(keys, randomBytes(10)), await store.put(keys, randomBytes(10))]
    const pathOf = (hash: string) => {
      const name = keys.hash('file', hash).toString('hex')
      return join(root, keys.clinicId, name.slice(0, 2), name)
    }
    writeFileSync(pathOf(one.hash), readFileSync(pathOf(other.hash)))
    await expect(store.get(keys, one.hash)).rejects.toThrow('was changed, or was moved')
  })

  test('leaves nothing behind when it cannot be written', async () => {
    const blocked = join(root, 'blocked')
    writeFileSync(blocked, '')
    const store = new FileStore(new FolderStore(blocked))
    await expect(store.put(keys, photo)).rejects.toThrow('does not work (ENOTDIR)')
    expect(readdirSync(root, { recursive: true }).filter((name) => String(name).endsWith('.part'))).toEqual([])
  })
})

describe('A file in a bucket', () => {
  const config = { region: 'eu-test', bucket: 'photos', prefix: 'a/', accessKeyId: 'id', secretAccessKey: 'secret' }
  const objects = new Map<string, Buffer>()
  let server: Server
  let s3: S3Config
  let failing = 0
  beforeAll(async () => {
    // Two to a page, so that a list has several.
    server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray())
      const answer = (status: number, text: string | Buffer = '') => response.writeHead(status).end(text)
      if (failing-- > 0) return answer(503)
      if (!isSigned(request, body, config)) return answer(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>')
      const url = new URL(request.url ?? '', 'http://localhost')
      const name = url.pathname.replace(/^\/photos\/?/, '')
      if (!url.pathname.startsWith('/photos')) return answer(404, '<Error><Code>NoSuchBucket</Code></Error>')
      if (name === '') {
        const prefix = url.searchParams.get('prefix') ?? ''
        const from = Number(url.searchParams.get('continuation-token') ?? 0)
        const keys = [...objects.keys()].filter((key) => key.startsWith(prefix))
        const more = keys.length > from + 2 ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
        const list = keys.slice(from, from + 2).map((key) => `<Contents><Key>${key}</Key></Contents>`)
        return answer(200, `<IsTruncated>${more !== ''}</IsTruncated>${more}${list.join('')}`)
      }
      if (request.method === 'PUT') objects.set(name, body)
      if (request.method === 'DELETE') objects.delete(name)
      const found = objects.get(name)
      return answer(found || request.method === 'DELETE' ? 200 : 404, request.method === 'GET' ? found : '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    s3 = { ...config, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const keys = makeKeys()
  const photo = randomBytes(50_000)

  test('comes back as it was, is listed over several pages, and can be removed', async () => {
    const store = new FileStore(new S3Store(s3))
    const { hash } = await store.put(keys, photo)
    expect((await store.get(keys, hash)).equals(photo)).toBe(true)
    for (let i = 0; i < 4; i++) await store.put(keys, randomBytes(10))
    const names: string[] = []
    for await (const name of store.list(keys.clinicId)) names.push(name)
    expect(names.map((name) => `a/${name}`)).toEqual([...objects.keys()])
    await store.remove(keys, hash)
    await expect(store.get(keys, hash)).rejects.toThrow('has no content')
  })

  test('is sent again when the store stumbles', async () => {
    failing = 2
    const { hash } = await new FileStore(new S3Store(s3)).put(keys, photo)
    expect((await new FileStore(new S3Store(s3)).get(keys, hash)).equals(photo)).toBe(true)
  })

  test('is not taken for missing when the bucket is, the key is wrong or nothing answers', async () => {
    const get = (change: Partial<S3Config>) =>
      new FileStore(new S3Store({ ...s3, ...change })).get(keys, 'ab'.repeat(32))
    await expect(get({ bucket: 'other' })).rejects.toThrow('no such bucket')
    await expect(get({ secretAccessKey: 'wrong' })).rejects.toThrow('refused a request: SignatureDoesNotMatch')
    await expect(get({ endpoint: 'http://127.0.0.1:1' })).rejects.toThrow('does not answer')
  })
})

/** AWS Signature Version 4, worked out from its description. */
function isSigned(
  request: IncomingMessage,
  body: Buffer,
  { secretAccessKey }: Pick<S3Config, 'secretAccessKey'>,
): boolean {
  const header = request.headers.authorization ?? ''
  const [, scope = '', names = '', signature = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(header) ?? []
  const hash = createHash('sha256').update(body).digest('hex')
  if (request.headers['x-amz-content-sha256'] !== hash || !names.includes('x-amz-content-sha256')) return false
  const url = new URL(request.url ?? '', 'http://localhost')
  const query = [...url.searchParams]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .sort()
    .join('&')
  const headers = names.split(';').map((name) => `${name}:${request.headers[name]}\n`)
  const canonical = [request.method, url.pathname, query, headers.join(''), names, hash].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope]
  toSign.push(createHash('sha256').update(canonical).digest('hex'))
  const key = scope
    .split('/')
    .reduce<string | Buffer>((by, part) => createHmac('sha256', by).update(part).digest(), `AWS4${secretAccessKey}`)
  return createHmac('sha256', key).update(toSign.join('\n')).digest('hex') === signature
}
