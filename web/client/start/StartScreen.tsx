/** The front door: five ways in. */
import { Link } from '@tanstack/react-router'
import { Page } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import css from './start.module.css'

export function StartScreen() {
  return (
    <Page title={t('start.title')} lead={t('start.lead')} windowTitle={t('start.title')}>
      <ol className={css.ways}>
        <li>
          <h2>{t('start.guideTitle')}</h2>
          <p>{t('start.guideSays')}</p>
          <a href="/guide">{t('start.guideLink')}</a>
        </li>
        <li>
          <h2>{t('start.screenTitle')}</h2>
          <p>{t('start.screenSays')}</p>
          <Link to="/screen">{t('start.screenLink')}</Link>
        </li>
        <li>
          <h2>{t('start.clientsTitle')}</h2>
          <p>{t('start.clientsSays')}</p>
        </li>
        <li>
          <h2>{t('start.clinicsTitle')}</h2>
          <p>{t('start.clinicsSays')}</p>
          <a href="/sign-in">{t('start.clinicsLink')}</a>
        </li>
        <li>
          <h2>{t('start.demoTitle')}</h2>
          <p>{t('start.demoSays')}</p>
          <a href="/demo">{t('start.demoLink')}</a>
        </li>
      </ol>
      <p className={css.note}>{t('start.note')}</p>
    </Page>
  )
}
