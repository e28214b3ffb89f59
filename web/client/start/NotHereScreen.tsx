/** A page of the guide that was never opened on this device, asked for without a connection: said as it is, with what is here. */
import { useEffect, useState } from 'react'
import { Button } from '../../shared/components/button.tsx'
import { Page, Row, Section } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'

interface KeptPage {
  readonly path: string
  readonly title: string
}

export function NotHereScreen() {
  const [kept, setKept] = useState<readonly KeptPage[]>([])
  useEffect(() => {
    void pagesOfGuide().then(setKept, () => undefined)
  }, [])
  return (
    <Page title={t('notHere.title')} lead={t('notHere.lead')}>
      <Row>
        <Button kind="primary" onClick={() => location.reload()}>
          {t('notHere.again')}
        </Button>
      </Row>
      {kept.length > 0 && (
        <Section title={t('notHere.kept')}>
          <ul>
            {kept.map(({ path, title }) => (
              <li key={path}>
                <a href={path}>{title}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

/** As the service worker keeps them: `client/offline/worker.js`. */
async function pagesOfGuide(): Promise<readonly KeptPage[]> {
  const cache = await caches.open('needlepoint-guide')
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/guide'))
  return await Promise.all(
    paths.map(async (path) => {
      const text = (await (await cache.match(path))?.text()) ?? ''
      const heading = new DOMParser().parseFromString(text, 'text/html').querySelector('h1')?.textContent
      return { path, title: heading?.trim() || path }
    }),
  )
}
