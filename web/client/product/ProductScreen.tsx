/** Whether a product may be used today: its ingredients one by one, from the list on the package. */
import { type IngredientVerdict, InvalidInput, longestLabel, type ProductCheck } from '@needlepoint/pathway'
import { type FormEvent, useState } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextArea } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDay, printList } from '../../shared/format/format.ts'
import { productAt } from '../healing/after-session.ts'
import { toneOfAnswer, untilWhen } from '../may-i/answer-words.ts'
import css from '../may-i/may-i.module.css'
import { useAsked } from '../may-i/use-asked.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useNow } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { findProduct, rememberProduct } from './known-products.ts'
import own from './product.module.css'
import { Scanner } from './Scanner.tsx'

export function ProductScreen() {
  const { clinicId, clientId } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const asked = useAsked()
  const now = useNow()
  const label = useDraft(`label ${clientId}`, '')
  const [checked, setChecked] = useState<ProductCheck>()
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const [looksFor, setLooksFor] = useState<'code' | 'list'>()
  const [code, setCode] = useState<string>()
  const [notice, setNotice] = useState('')
  const back = (
    <BackLink to="/c/$clinicId/may-i" params={{ clinicId }}>
      {t('nav.mayI')}
    </BackLink>
  )
  if (!asked || asked.before)
    return (
      <Page title={t('product.title')} back={back}>
        <EmptyState title={t('product.noneTitle')}>{t('product.noneSays')}</EmptyState>
      </Page>
    )
  const { after } = asked

  async function takeCode(found: string) {
    setLooksFor(undefined)
    setCode(found)
    setChecked(undefined)
    const known = await findProduct(clientId, found)
    if (!known) return setNotice(t('scan.unknownCode', { code: found }))
    label.change(known.label)
    setNotice(t('scan.knownCode', { code: found, date: printDay(known.keptAt, client.zone) }))
  }

  function takeList(list: string) {
    setLooksFor(undefined)
    setChecked(undefined)
    label.change(list)
    setNotice(t('scan.readList'))
  }

  function check(event: FormEvent) {
    event.preventDefault()
    setChecked(undefined)
    if (label.value.trim() === '') return setMessages([{ field: 'label', message: t('product.empty') }])
    if (label.value.length > longestLabel)
      return setMessages([{ field: 'label', message: t('product.tooLong', { most: longestLabel }) }])
    try {
      setChecked(productAt(pathway, after, now, label.value))
      setMessages([])
      if (code !== undefined)
        void rememberProduct(clientId, code, label.value).then((kept) =>
          setNotice(kept ? t('scan.remembered', { code }) : ''),
        )
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      setMessages([{ field: 'label', message: t('product.unreadable') }])
    }
  }

  return (
    <Page title={t('product.title')} lead={t('product.lead')} back={back}>
      {looksFor ? (
        <Scanner
          key={looksFor}
          looksFor={looksFor}
          onCode={(found) => void takeCode(found)}
          onList={takeList}
          onClose={() => setLooksFor(undefined)}
        />
      ) : (
        <Row>
          <Button onClick={() => setLooksFor('list')}>{t('scan.list')}</Button>
          <Button onClick={() => setLooksFor('code')}>{t('scan.code')}</Button>
        </Row>
      )}
      <div role="status">{notice && <p className={own.notice}>{notice}</p>}</div>
      {!looksFor && (
        <form noValidate onSubmit={check}>
          <Stack>
            <ErrorSummary messages={messages} />
            <TextArea
              id="label"
              label={t('product.label')}
              hint={t('product.hint')}
              rows={6}
              spellCheck={false}
              autoCapitalize="off"
              error={messageFor(messages, 'label')}
              value={label.value}
              onChange={label.change}
            />
            <Button type="submit" kind="primary" wide>
              {t('product.check')}
            </Button>
          </Stack>
        </form>
      )}
      <div aria-live="polite">{checked && !looksFor && <Result checked={checked} zone={client.zone} />}</div>
    </Page>
  )
}

function Result({ checked, zone }: { readonly checked: ProductCheck; readonly zone: string }) {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const { answer, because, ingredients, unknown } = checked
  const known = because.filter(({ inci }) => inci !== null)
  const fine = ingredients.filter((each) => each.answer === 'yes')
  const end = untilWhen(checked, zone)
  return (
    <Stack gap={5}>
      <CareCard tone={toneOfAnswer(checked)} word={t(`product.answer.${answer}`)}>
        {end && <p className={css.until}>{end}</p>}
        <p>
          {answer === 'yes'
            ? t('product.allFine', { count: ingredients.length })
            : t('product.read', { count: ingredients.length })}
        </p>
      </CareCard>
      {known.length > 0 && (
        <Section title={t('product.matter')}>
          <ul className={css.list}>
            {known.map((each) => (
              <li key={each.ingredient}>
                <Ingredient verdict={each} zone={zone} />
                <Sources claims={pathway.claims(each.claims)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {unknown.length > 0 && (
        <Section title={t('product.unknown')}>
          <p>{printList(unknown)}</p>
          <p className={css.soft}>{t('product.unknownSays')}</p>
        </Section>
      )}
      {fine.length > 0 && (
        <Disclosure summary={t('product.fine', { count: fine.length })}>
          <p>{printList(fine.map(({ inci, ingredient }) => inci ?? ingredient))}</p>
        </Disclosure>
      )}
    </Stack>
  )
}

function Ingredient({ verdict, zone }: { readonly verdict: IngredientVerdict; readonly zone: string }) {
  const { ingredient, inci, spelledAlike, answer, because, mayContain } = verdict
  const end = untilWhen(verdict, zone)
  return (
    <>
      <p className={css.name}>
        {inci && inci.toLowerCase() !== ingredient.toLowerCase() ? `${ingredient} (${inci})` : ingredient}
      </p>
      <p>
        <ToneWord tone={toneOfAnswer(verdict)}>{t(`mayI.answer.${answer}`)}</ToneWord>
      </p>
      {because && <p>{because.says}</p>}
      {end && <p className={css.soft}>{end}</p>}
      {spelledAlike && <p className={css.soft}>{t('product.alike')}</p>}
      {mayContain && <p className={css.soft}>{t('product.mayContain')}</p>}
    </>
  )
}
