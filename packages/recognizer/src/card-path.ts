/** Where the card of a model's folder is, for messages. */
export function cardPath(folder: string): string {
  return `${folder.replace(/\/$/, '')}/aver.json`;
}
