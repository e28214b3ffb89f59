import { FileStore } from './file-store.ts'
import { FolderStore } from './folder-store.ts'
import { type S3Config, S3Store } from './s3-store.ts'

/** @param place as `readConfig` gives it: a folder, or a bucket */
export function openFileStore(place: string | S3Config): FileStore {
  return new FileStore(typeof place === 'string' ? new FolderStore(place) : new S3Store(place))
}
