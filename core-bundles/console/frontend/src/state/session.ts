import { computed, reactive, readonly } from 'vue'
import { ApiClient } from '@/api/client'
import { Problem } from '@/api/problem'
import type { Locale, Role, User } from '@/api/types'
import { currentLocale, pickLocale } from '@/i18n'
import { drafts } from './drafts'

const KEY = 'dragoman.token'

interface State {
  token: string | undefined
  user: User | undefined
}

let changingPassword = false

const state = reactive<State>({ token: stored(), user: undefined })

export const session = readonly(state)
export const signedIn = computed(() => state.user !== undefined)

export const api = new ApiClient({
  token: () => state.token,
  locale: currentLocale,
  onSignedOut: () => {
    if (!changingPassword) forget()
  },
})

/** Roles decide what is shown; the server decides what is done. */
export function may(...roles: Role[]): boolean {
  const own = state.user?.roles ?? []
  return own.includes('admin') || roles.some((role) => own.includes(role))
}

/** Whether somebody's account belongs to one site, which leaves to others what serves them all: rules and plug-ins. */
export const ofOneSite = computed(() => Boolean(state.user?.site))

/** As `may`, for what serves all sites. */
export function mayForAll(...roles: Role[]): boolean {
  return !ofOneSite.value && may(...roles)
}

export async function signIn(username: string, password: string): Promise<void> {
  const answer = await api.post('/session', { body: { username, password } })
  state.token = answer.token
  state.user = answer.user
  store(answer.token)
}

/** Takes up the session of this browser; answers whether there is one. */
export async function resume(): Promise<boolean> {
  if (!state.token) return false
  if (state.user) return true
  try {
    state.user = (await api.get('/session')).user
    return true
  } catch (error) {
    // Only a clear no ends the session: a server that is away for a moment does not.
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) forget()
    else throw error
    return false
  }
}

/**
 * Changes one's password. The server ends the sessions of the old one, this one too, so a new one is begun at once - and
 * taken up when the server knows it everywhere, which may be a second later.
 */
export async function changePassword(current: string, next: string): Promise<void> {
  const username = state.user?.username
  changingPassword = true
  try {
    await api.put('/session/password', { body: { current, next } })
    if (!username) return forget()
    const fresh = await api.post('/session', { body: { username, password: next } })
    await known(fresh.token)
    state.token = fresh.token
    state.user = fresh.user
    store(fresh.token)
  } finally {
    changingPassword = false
  }
}

async function known(token: string | undefined): Promise<void> {
  const probe = new ApiClient({ token: () => token, locale: currentLocale })
  for (let tries = 0; tries < 10; tries++) {
    try {
      await probe.get('/session')
      return
    } catch {
      await new Promise((done) => setTimeout(done, 300))
    }
  }
}

export async function signOut(): Promise<void> {
  try {
    await api.delete('/session')
  } catch {
    // The token dies with its time limit; signing out here must always work.
  }
  forget()
  drafts.forgetAll()
}

export function forget(): void {
  state.token = undefined
  state.user = undefined
  store(undefined)
}

export async function chooseLocale(locale: Locale): Promise<void> {
  await pickLocale(locale)
  if (!state.user) return
  state.user.locale = locale
  try {
    await api.put('/session/locale', { body: { locale } })
  } catch {
    // The browser remembers it; the account follows at the next change.
  }
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}

function store(token: string | undefined): void {
  try {
    if (token) localStorage.setItem(KEY, token)
    else localStorage.removeItem(KEY)
  } catch {
    // Without storage the session lasts for this page.
  }
}
