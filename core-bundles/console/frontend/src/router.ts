import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api/types'
import { may, resume, session } from '@/state/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Who sees the view; nobody in particular when absent. */
    roles?: Role[]
    open?: boolean
  }
}

export interface Place {
  name: string
  icon: string
  roles: Role[]
}

/** The places of the console in the order of the rail. */
export const PLACES: readonly Place[] = [
  { name: 'desk', icon: 'chat', roles: ['agent', 'supervisor'] },
  { name: 'tickets', icon: 'ticket', roles: ['agent', 'supervisor'] },
  { name: 'overview', icon: 'chart', roles: ['supervisor'] },
  { name: 'knowledge', icon: 'book', roles: ['agent', 'analyst', 'supervisor'] },
  { name: 'rules', icon: 'rules', roles: ['analyst', 'supervisor'] },
  { name: 'replies', icon: 'bolt', roles: ['agent', 'supervisor'] },
  { name: 'skills', icon: 'plug', roles: ['agent', 'analyst', 'supervisor'] },
  { name: 'plugins', icon: 'box', roles: ['analyst', 'supervisor', 'admin'] },
  { name: 'people', icon: 'people', roles: ['admin'] },
  { name: 'health', icon: 'pulse', roles: ['analyst', 'supervisor'] },
  { name: 'events', icon: 'webhook', roles: ['admin'] },
  { name: 'audit', icon: 'shield', roles: ['admin'] },
]

const rolesOf = (name: string): Role[] => PLACES.find((place) => place.name === name)?.roles ?? []

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: () => home() },
  { path: '/sign-in', name: 'sign-in', component: () => import('@/views/signin/SignIn.vue'), meta: { open: true } },
  { path: '/desk/:id?', name: 'desk', component: () => import('@/views/desk/Desk.vue') },
  { path: '/tickets/:id?', name: 'tickets', component: () => import('@/views/tickets/Tickets.vue') },
  { path: '/overview', name: 'overview', component: () => import('@/views/overview/Overview.vue') },
  { path: '/knowledge/:id?', name: 'knowledge', component: () => import('@/views/knowledge/Knowledge.vue') },
  { path: '/rules/:file?', name: 'rules', component: () => import('@/views/rules/Rules.vue') },
  { path: '/replies', name: 'replies', component: () => import('@/views/replies/Replies.vue') },
  { path: '/skills/:id?', name: 'skills', component: () => import('@/views/skills/Skills.vue') },
  { path: '/plugins/:id?', name: 'plugins', component: () => import('@/views/plugins/Plugins.vue') },
  { path: '/people', name: 'people', component: () => import('@/views/people/People.vue') },
  { path: '/health', name: 'health', component: () => import('@/views/health/Health.vue') },
  { path: '/events/:id?', name: 'events', component: () => import('@/views/events/Events.vue') },
  { path: '/audit', name: 'audit', component: () => import('@/views/audit/Audit.vue') },
  { path: '/:rest(.*)*', redirect: '/' },
]

/** Where this user begins: the first place the roles open. */
export function home(): string {
  if (!session.user) return '/sign-in'
  return `/${PLACES.find((place) => may(...place.roles))?.name ?? 'health'}`
}

export const router = createRouter({ history: createWebHashHistory(), routes })

router.beforeEach(async (to) => {
  const signedIn = await resume().catch(() => false)
  if (to.meta.open) return signedIn ? home() : true
  if (!signedIn) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  const roles = rolesOf(String(to.name))
  return roles.length === 0 || may(...roles) ? true : home()
})
