export * from './file-store.ts'
export { FolderStore } from './folder-store.ts'
export { openFileStore } from './open-file-store.ts'
export { type S3Config, S3Store } from './s3-store.ts'
