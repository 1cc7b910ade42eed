import { createApp } from 'vue'
import 'element-plus/es/components/base/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './styles/tokens.css'
import './styles/element.css'
import './styles/base.css'
import App from './App.vue'
import { i18n, initialLocale, showLocale } from './i18n'
import { router } from './router'

await showLocale(initialLocale())
createApp(App).use(i18n).use(router).mount('#app')
