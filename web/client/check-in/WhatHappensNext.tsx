/** After a report: where it is, who is told and by when somebody reads it. Nobody believes that the clinic knows what it does not. */
import { responseTimes } from '@needlepoint/contract/response-times'
import type { Instant, Level } from '@needlepoint/pathway'
import { printLeft, printMoment } from '../../shared/format/format.ts'
import { ms } from '../healing/after-session.ts'
import { CallClinic, sayWatch, useWatch } from '../healing/WhoToCall.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './check-in.module.css'

export type WhereItIs =
  /** On this device alone. */
  | { readonly state: 'waits' }
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'sent'; readonly at: Instant }
  | { readonly state: 'read'; readonly sentAt: Instant; readonly at: Instant; readonly by: string }

export function WhatHappensNext({ where, level }: { readonly where: WhereItIs; readonly level: Level }) {
  const { client } = useRecord()
  const watch = useWatch()
  const moment = (instant: Instant) => printMoment(instant, client.zone)
  const wait = responseTimes[level]
  const step = (done: boolean, words: string) => (
    <li data-done={done || undefined} key={words}>
      {words}
    </li>
  )
  const reading = [
    wait === null ? t('after.noAlarm') : t('after.alarm', { time: printLeft(wait) }),
    sayWatch(watch, client.zone),
  ]
  switch (where.state) {
    case 'waits':
    case 'refused':
      return (
        <div className={css.unsent} role="status">
          <p>
            <strong>{t('after.notSent')}</strong>{' '}
            {where.state === 'waits' ? t('result.waits') : t('outbox.refused', { detail: where.detail })}
          </p>
          <p>{t('after.callInstead')}</p>
          <CallClinic />
        </div>
      )
    case 'sent':
      return (
        <ol className={css.next}>
          {step(true, t('result.sent', { when: moment(where.at) }))}
          {reading.map((words) => step(false, words))}
          {step(false, t('after.youSee'))}
        </ol>
      )
    case 'read':
      return (
        <ol className={css.next}>
          {step(true, t('after.sent', { when: moment(where.sentAt) }))}
          {step(true, t('result.read', { name: where.by, when: moment(where.at) }))}
          {ms(where.at) > 0 && step(false, t('after.theyCall'))}
        </ol>
      )
  }
}
