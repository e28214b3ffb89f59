// Before the first paint, so that a chosen theme does not flash, and so that the texts of the reader's language are on their way while
// the app is. A file of its own, because the policy of the pages allows no inline script.
const kept = (name) => {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}
const theme = kept('needlepoint.theme')
if (theme) document.documentElement.dataset.theme = theme

// As `shared/texts/languages.ts` chooses. Where the service worker has them already, asking early would only ask twice.
if (!navigator.serviceWorker?.controller) {
  const offered = [...document.querySelectorAll('meta[name=texts]')]
  const chosen = [kept('needlepoint.language'), ...navigator.languages, 'en']
    .map((wanted) => offered.find(({ lang }) => lang === wanted?.split('-')[0]))
    .find((each) => each !== undefined)
  for (const href of chosen?.content.split(' ') ?? [])
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
}
