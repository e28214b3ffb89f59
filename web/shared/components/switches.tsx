/** What somebody sets for this device: light or dark, and the language. */
import { useState } from 'react'
import { setTheme, themes, useTheme } from '../device/theme.ts'
import { keepLanguage, type Language, languageNames, languages, useLanguage } from '../texts/languages.ts'
import { t } from '../texts/shared.ts'
import { changeTexts } from '../texts/text.ts'
import { Choice } from './choice.tsx'
import { SelectField } from './field.tsx'

export function ThemeSwitch() {
  return (
    <Choice
      inline
      legend={t('theme.legend')}
      value={useTheme()}
      onChange={setTheme}
      options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
    />
  )
}

/** Shows nothing while there is one language. */
export function LanguageSwitch() {
  const language = useLanguage()
  const [missing, setMissing] = useState<Language>()
  if (languages.length < 2) return null
  return (
    <SelectField
      label={t('language.label')}
      hint={t('language.note')}
      // No form that is sent, with a summary that takes the focus: so it is said as it comes.
      error={missing && <span role="alert">{t('language.missing', { language: languageNames[missing] })}</span>}
      value={language}
      chars={16}
      options={languages.map((value) => ({ value, label: languageNames[value] }))}
      onChange={(value) => {
        const chosen = value as Language
        changeTexts(chosen).then(
          () => keepLanguage(chosen),
          () => setMissing(chosen),
        )
      }}
    />
  )
}
