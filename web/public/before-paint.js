// Before the first paint, so that a chosen theme does not flash, and so that what the reader needs is on its way while the app is. A
// file of its own, because the policy of the pages allows no inline script.
const kept = (name) => {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
const theme = kept('needlepoint.theme')
if (theme) document.documentElement.dataset.theme = theme

// Where the service worker has it already, asking early would only ask twice.
if (!navigator.serviceWorker?.controller) {
  const hints = [...document.querySelectorAll('meta[name^=early-]')]
  // As `shared/texts/languages.ts` chooses.
  const language = [kept('needlepoint.language'), ...navigator.languages]
    .map((wanted) => wanted?.split('-')[0])
    .find((wanted) => wanted && hints.some(({ lang }) => lang === wanted))
  const early = (use, how) => {
    for (const { name, lang, content } of hints) {
      if (name !== `early-${use}` || (lang !== '' && lang !== (language ?? 'en'))) continue
      for (const href of content.split(' '))
        document.head.append(Object.assign(document.createElement('link'), { ...how, href }))
    }
  }
  const script = { rel: 'modulepreload' }
  early('texts', script)
  const [, of, id, page] = location.pathname.split('/')
  if (of === 'c' && id && page !== 'open') {
    early('own', script)
    if (!page) {
      early('today', script)
      early('style', { rel: 'preload', as: 'style', crossOrigin: 'anonymous' })
    }
    // Needed last: it lets the scripts go before it.
    early('engine', { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', fetchPriority: 'low' })
  }
}
