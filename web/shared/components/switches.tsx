/** What somebody sets for this device: light or dark, and the language. */
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
  if (languages.length < 2) return null
  return (
    <SelectField
      label={t('language.label')}
      hint={t('language.note')}
      value={language}
      chars={16}
      options={languages.map((value) => ({ value, label: languageNames[value] }))}
      onChange={(value) => {
        const chosen = value as Language
        void changeTexts(chosen).then(() => keepLanguage(chosen))
      }}
    />
  )
}
