/** What makes the app open without a connection: its files are kept, and the pages that she may need at night are loaded ahead. */

export function workOffline(): void {
  keepForOffline()
  const ahead = () =>
    void Promise.all([
      import('../today/TodayScreen.tsx'),
      import('../check-in/CheckInScreen.tsx'),
      import('../check-in/CheckInResultScreen.tsx'),
      import('../may-i/MayIScreen.tsx'),
      import('../product/ProductScreen.tsx'),
      import('../intake/IntakeScreen.tsx'),
      import('../intake/AnswersScreen.tsx'),
      import('../plan/PlanScreen.tsx'),
      import('../consent/PapersScreen.tsx'),
      import('../consent/SignScreen.tsx'),
      import('../consent/SignedScreen.tsx'),
      import('../more/MoreScreen.tsx'),
      import('../photos/PhotosScreen.tsx'),
      import('../photos/TakePhotosScreen.tsx'),
    ]).catch(() => undefined)
  // After what she is looking at.
  if ('requestIdleCallback' in window) requestIdleCallback(ahead, { timeout: 10_000 })
  else setTimeout(ahead, 3_000)
}

/** What the page has loaded by now is kept too: it came before anybody was there to keep it. */
export function keepForOffline(): void {
  // Where it cannot be had, as in some private windows, the app needs a connection and is otherwise the same.
  void navigator.serviceWorker
    ?.register('/offline.js')
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => {
      const keep = () =>
        active?.postMessage({
          keep: performance
            .getEntriesByType('resource')
            .map(({ name }) => name)
            .filter((name) => new URL(name).pathname.startsWith('/assets/')),
        })
      keep()
      // And what comes a little later, such as fonts and the knowledge.
      setTimeout(keep, 5_000)
    })
    .catch(() => undefined)
}
