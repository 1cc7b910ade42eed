import { ElMessage, ElMessageBox } from 'element-plus'
import 'element-plus/es/components/message/style/css'
import 'element-plus/es/components/message-box/style/css'
import { Problem } from '@/api/problem'
import { t, te } from '@/i18n'
import { because } from '@/ui/words'

/** A sentence for a person about what went wrong. */
export function explain(error: unknown): string {
  if (error instanceof Problem) {
    const key = `problem.${error.code}`
    const field = error.errors[0]
    if (error.why) return because(error.message, error.why)
    if (field) return `${field.field}: ${field.message}`
    if (error.message && error.status !== 0 && error.message !== error.code) return error.message
    return te(key) ? t(key) : t('problem.unknown')
  }
  return error instanceof Error ? error.message : t('problem.unknown')
}

export function failed(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return
  ElMessage({ type: 'error', message: explain(error), grouping: true, duration: 5000, showClose: true })
}

export function done(message: string): void {
  ElMessage({ type: 'success', message, grouping: true, duration: 2200 })
}

/** Runs a piece of work and tells the person when it fails; answers whether it went well. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    failed(error)
    return false
  }
}

/** Asks before something that cannot be taken back. */
export async function confirmed(title: string, text: string, yes: string, danger = false): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, {
      confirmButtonText: yes,
      cancelButtonText: t('common.cancel'),
      confirmButtonClass: danger ? 'el-button--danger' : '',
      autofocus: true,
    })
    return true
  } catch {
    return false
  }
}
