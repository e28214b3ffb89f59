export * from './test-clinic.ts'
export * from './test-database.ts'
