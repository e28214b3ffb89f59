// Lets the client's app open without a connection: its page and the files that it was built into are kept as they come by.
// Records are not kept here; the app keeps them itself, and forgets them when somebody signs out.
const cacheName = 'needlepoint-app'
const mostFiles = 160
const ofClinic = /^\/(clinic|sign-in|invitation|new-password|demo|api|docs|health|metrics|problems|openapi\.json)(\/|$)/

self.addEventListener('install', (event) => {
  self.skipWaiting()
  // The page that asked for us came before us.
  event.waitUntil(keepPage().catch(() => undefined))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || ofClinic.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/') || /^\/(theme\.js|mark\.svg)$/.test(url.pathname))
    event.respondWith(file(request, url))
})

self.addEventListener('message', (event) => {
  const urls = Array.isArray(event.data?.keep) ? event.data.keep : []
  event.waitUntil(keepFiles(urls).catch(() => undefined))
})

async function keepPage() {
  const response = await fetch('/', { cache: 'no-cache' })
  if (response.ok) await (await caches.open(cacheName)).put('/', await withoutHints(response))
}

/** Files that a page loaded before we were there. The browser has them still, so this costs nobody anything. */
async function keepFiles(urls) {
  const cache = await caches.open(cacheName)
  for (const url of urls) {
    const { origin, pathname } = new URL(url, self.location.origin)
    if (origin !== self.location.origin || !pathname.startsWith('/assets/') || (await cache.match(url))) continue
    const response = await fetch(url)
    if (response.ok) await cache.put(url, response)
  }
}

/** Every address of the app is one page: the newest that came by is good for all. A page of the guide is only itself. */
async function page(request) {
  const cache = await caches.open(cacheName)
  const key = /^\/guide(\/|$)/.test(new URL(request.url).pathname) ? request.url : '/'
  try {
    const response = await fetch(request)
    if (!response.ok) return response
    const shown = await withoutHints(response)
    await cache.put(key, shown.clone())
    return shown
  } catch (error) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw error
  }
}

/**
 * The page names scripts to be loaded early. Here they are kept already, and Chrome throws away what comes early from a service
 * worker and asks again (“cross-world mismatch”); so the page goes on without these hints.
 */
async function withoutHints(response) {
  const text = (await response.text()).replaceAll(/\s*<link rel="modulepreload"[^>]*>/g, '')
  const headers = new Headers(response.headers)
  // Both were about the text as it was sent.
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(text, { status: response.status, headers })
}

/** A name below assets/ holds a hash of the content, so what is kept is right for ever. Others are asked for first. */
async function file(request, url) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept && url.pathname.startsWith('/assets/')) return kept
  try {
    const response = await fetch(request)
    if (response.ok) {
      await cache.put(request, response.clone())
      await drop(cache)
    }
    return response
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

/** The oldest go: they are of versions that nobody opens any more. */
async function drop(cache) {
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - mostFiles)).map((key) => cache.delete(key)))
}
