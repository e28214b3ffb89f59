/** What the clinic's app has read of the server. Keys begin with the noun: `['clients', clinicId, …]`. */
import { QueryClient } from '@tanstack/react-query'
import { NoAnswer, ProblemError } from '../shared/api/api.ts'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Without a connection a page says so at once, rather than waiting for one.
      networkMode: 'always',
      // A refusal stays a refusal; a lost connection may come back.
      retry: (failures, error) =>
        failures < 2 &&
        navigator.onLine &&
        (error instanceof NoAnswer || (error instanceof ProblemError && error.problem.status >= 500)),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
