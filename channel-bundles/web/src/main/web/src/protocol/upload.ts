import { isObject, part, type MediaPart } from './frames';

/** Why a file was not taken. */
export type UploadProblem = 'too-large' | 'wrong-type' | 'too-many' | 'no-connection';

const PROBLEMS: Readonly<Record<number, UploadProblem>> = { 413: 'too-large', 415: 'wrong-type', 429: 'too-many' };
const PATIENCE = 120_000;

/** The address for plain requests that belongs to the socket's. */
export function httpUrl(socketUrl: string, path: string): string {
  const url = new URL(path, socketUrl);
  url.protocol = url.protocol === 'wss:' ? 'https:' : 'http:';
  return url.href;
}

/** Hands a file to the server; answers the part to say it with, or why not. */
export async function upload(socketUrl: string, token: string, file: File): Promise<MediaPart | UploadProblem> {
  const address = httpUrl(socketUrl, `/api/v1/chat/files?name=${encodeURIComponent(file.name)}`);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
      body: file,
      credentials: 'omit',
      signal: abort.signal,
    });
    if (!response.ok) return PROBLEMS[response.status] ?? 'no-connection';
    const tree: unknown = await response.json();
    const taken = isObject(tree) ? part(tree) : undefined;
    return taken?.type === 'media' ? taken : 'no-connection';
  } catch {
    return 'no-connection';
  } finally {
    clearTimeout(timer);
  }
}
