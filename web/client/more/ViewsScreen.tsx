/** Who opened her record: by name and role, the last one first. */
import { api, type OutputOf } from '../../shared/api/api.ts'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { ShowMore } from '../../shared/components/show-more.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { usePages } from '../../shared/device/use-pages.ts'
import { printList, printMoment } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './more.module.css'

type Views = OutputOf<'record-view.list'>

export function ViewsScreen() {
  const { clinicId, clientId } = useClient()
  const { client } = useRecord()
  const params = { clinicId, clientId }
  const { first, items, more } = usePages(`views ${clientId}`, (cursor) =>
    api['record-view.list']({ params, query: cursor ? { cursor } : {} }),
  )
  const days = byDay(items.filter(({ by }) => by.kind !== 'client'))

  return (
    <Page
      title={t('views.title')}
      lead={t('views.lead')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      {!first.value ? (
        first.state === 'loading' ? (
          <Skeleton lines={8} />
        ) : (
          <ErrorNotice error={first.error} retry={first.reload} />
        )
      ) : days.length === 0 ? (
        <EmptyState title={t('views.none')} />
      ) : (
        <ShowMore more={more} label={t('views.more')} wide>
          <ul className={css.rows}>
            {days.map(({ id, viewedAt, by, what }) => (
              <li key={id}>
                <span className={css.name}>{by.name ?? t(`views.kind.${by.kind}`)}</span>
                {by.roles.length > 0 && <span className={css.soft}> · {printList(by.roles.map(roleName))}</span>}
                <br />
                <span className={css.soft}>
                  {printMoment(viewedAt, client.zone)} · {printList([...what].map(nameOf))}
                </span>
              </li>
            ))}
          </ul>
        </ShowMore>
      )}
    </Page>
  )
}

const roleName = (role: string) => t(`views.role.${role as 'owner'}`)
const nameOf = (what: string) => t(`views.what.${what as 'client'}`)

interface Seen extends Omit<Views['items'][number], 'what'> {
  readonly what: ReadonlySet<string>
}

/** What one person opened within a few minutes stands on one line. */
function byDay(items: Views['items']): Seen[] {
  const seen: (Omit<Seen, 'what'> & { what: Set<string> })[] = []
  for (const item of items) {
    const last = seen.at(-1)
    const near =
      last && last.by.name === item.by.name && Date.parse(last.viewedAt) - Date.parse(item.viewedAt) < 600_000
    if (near) last.what.add(item.what)
    else seen.push({ ...item, what: new Set([item.what]) })
  }
  return seen
}
