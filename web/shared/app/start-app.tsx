/** Puts an app on the page, again from the top when the language changes: what was typed is kept as a draft. */
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { useLanguage } from '../texts/languages.ts'

export function startApp(app: ReactNode): void {
  const root = document.getElementById('app')
  if (!root) throw new Error('The page has no #app.')
  createRoot(root).render(
    <StrictMode>
      <InLanguage>{app}</InLanguage>
    </StrictMode>,
  )
}

function InLanguage({ children }: { readonly children: ReactNode }) {
  const language = useLanguage()
  return <div key={language}>{children}</div>
}
