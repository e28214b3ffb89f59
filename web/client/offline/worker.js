// The service worker: with it the client's app opens without a connection. The build writes four lines before this file: `version`,
// `files` (what the app may load, each name with a hash of its content), `onceUsed` (the same, but heavy: kept when it was asked for)
// and `named` (what keeps its name when it changes).
// All of it is on the device after the first visit, and a version is used once the whole of it is there. Records are not kept
// here; the app keeps them itself, and forgets them when somebody signs out.
/* global version, files, onceUsed, named */
const filesName = 'needlepoint-files'
const guideName = 'needlepoint-guide'
const pagesPrefix = 'needlepoint-page-'
const nameOf = (of) => `${pagesPrefix}${of}`
/** An open page holds a lock of this name, so that nothing of its version goes before it does. */
const lockOf = (of) => `needlepoint page ${of}`
const list = '/files-of-this-version'
const known = new Set([...files, ...onceUsed])
/** After that long without an answer the connection is as good as none. */
const patienceMs = 4_000
const mostOfGuide = 150
const ofClinic = /^\/(clinic|sign-in|invitation|new-password|demo|api|docs|health|metrics|problems|openapi\.json)(\/|$)/
const ofGuide = /^\/guide(\/|$)/

self.addEventListener('install', (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(takeOver()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (!ofClinic.test(pathname))
      event.respondWith(ofGuide.test(pathname) ? guidePage(event, pathname) : appPage(event))
  } else if (pathname.startsWith('/assets/')) event.respondWith(file(request, pathname))
  else if (named.includes(pathname)) event.respondWith(namedFile(request))
})

/** What a stopped download had brought already is not asked for again. */
async function keepAll() {
  const cache = await caches.open(filesName)
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  const missing = files.filter((each) => !kept.has(each))
  // Few at a time: whoever is reading meanwhile comes first.
  await Promise.all(Array.from({ length: 3 }, () => keepNext(cache, missing)))
  const own = await caches.open(nameOf(version))
  for (const name of named) await own.put(name, await loaded(name, 'no-cache'))
  const page = await loaded('/', 'no-cache')
  const text = await page.clone().text()
  if (!text.includes(`content="${version}"`)) throw new Error('The server has another version by now.')
  await own.put(list, Response.json([...known]))
  await own.put('/', html(text, page))
}

async function keepNext(cache, missing) {
  for (let next = missing.pop(); next; next = missing.pop()) await cache.put(next, await loaded(next))
}

async function loaded(path, cache = 'default') {
  const response = await fetch(path, { cache, priority: 'low' })
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return response
}

async function takeOver() {
  await self.clients.claim()
  for (const client of await self.clients.matchAll()) client.postMessage({ needlepoint: 'version', version })
  await tidy()
}

/** Every address of the app is one page. The server's is the newest; without one, the last that is here as a whole. */
async function appPage(event) {
  const kept = (await caches.open(nameOf(version))).match('/')
  const answer = fetch(event.request)
  const response = await inTime(answer)
  if (response && response.status < 500) {
    event.waitUntil(tidy())
    return /^text\/html/.test(response.headers.get('content-type') ?? '') ? withoutHints(response) : response
  }
  return (await kept) ?? response ?? answer
}

/** A page of the guide is kept once it was opened. Where it was not, the app says so, and which ones are here. */
async function guidePage(event, pathname) {
  const answer = fetch(event.request)
  const response = await inTime(answer)
  if (response?.ok) event.waitUntil(keepOfGuide(pathname, response.clone()))
  if (response && response.status < 500) return response
  return (
    (await (await caches.open(guideName)).match(pathname)) ??
    (await (await caches.open(nameOf(version))).match('/')) ??
    response ??
    answer
  )
}

/** With its style sheet and that one's fonts, in the state in which they belong together. */
async function keepOfGuide(pathname, response) {
  const cache = await caches.open(guideName)
  const text = await response.text()
  const seen = new Set()
  const keep = async (content) => {
    for (const [path] of content.matchAll(/\/assets\/[\w.-]+\w/g)) {
      if (seen.has(path)) continue
      seen.add(path)
      const has = (await cache.match(path)) ?? (await loaded(path))
      await cache.put(path, has.clone())
      if (path.endsWith('.css')) await keep(await has.text())
    }
  }
  await keep(text)
  await cache.put(pathname, html(text, response))
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - mostOfGuide))) await cache.delete(key)
}

/** A name below assets/ holds a hash of the content, so what is kept is right for ever. */
async function file(request, pathname) {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok && known.has(pathname)) await (await caches.open(filesName)).put(request, response.clone())
  return response
}

async function namedFile(request) {
  return (await (await caches.open(nameOf(version))).match(request, { ignoreVary: true })) ?? fetch(request)
}

/** What only versions need that nobody has open any more goes. While another version arrives, nothing does. */
async function tidy() {
  const { installing, waiting } = self.registration
  if (installing || waiting) return
  await caches.delete('needlepoint-app')
  const pages = (await caches.keys()).filter((name) => name.startsWith(pagesPrefix) && name !== nameOf(version))
  if (pages.length === 0) return
  const locks = await self.navigator.locks?.query()
  const open = new Set(locks?.held?.map(({ name }) => name))
  const needed = new Set(known)
  for (const name of pages) {
    if (locks && !open.has(lockOf(name.slice(pagesPrefix.length)))) await caches.delete(name)
    else for (const each of (await (await (await caches.open(name)).match(list))?.json()) ?? []) needed.add(each)
  }
  const cache = await caches.open(filesName)
  for (const key of await cache.keys()) if (!needed.has(new URL(key.url).pathname)) await cache.delete(key)
}

/** @returns undefined when there is no answer in time, or none at all */
function inTime(answer) {
  return Promise.race([
    answer.catch(() => undefined),
    new Promise((resolve) => setTimeout(() => resolve(undefined), patienceMs)),
  ])
}

/**
 * The page names scripts to be loaded early. Here they are kept already, and Chrome throws away what comes early from a service
 * worker and asks again (“cross-world mismatch”); so the page goes on without these hints.
 */
async function withoutHints(response) {
  return html(await response.text(), response)
}

function html(text, { status, headers }) {
  const ours = new Headers(headers)
  // Both were about the text as it was sent.
  ours.delete('content-encoding')
  ours.delete('content-length')
  return new Response(text.replaceAll(/\s*<link rel="modulepreload"[^>]*>/g, ''), { status, headers: ours })
}
