// @ts-check
import { artwork } from './artwork.js';
import { text, TEXTS } from './texts.js';

/**
 * The demo shop: shows the catalogue, keeps a cart, and tells the chat who the customer is and what is in the cart.
 *
 * @typedef {import('./texts.js').Language} Language
 * @typedef {import('./texts.js').TextKey} TextKey
 * @typedef {{ zh: string, en: string }} LocalText
 * @typedef {{ sku: string, name: LocalText, price: string, category: string, points?: number, stock?: number,
 *   description?: LocalText }} Product
 * @typedef {{ id: string, name: string, tier?: string }} Customer
 * @typedef {{ sku: string, name: LocalText, quantity: number, unitPrice: string }} OrderLine
 * @typedef {{ number: string, customerId: string, state: string, placedAt?: string, lines: OrderLine[], total: string,
 *   trackingNumber?: string | null }} Order
 */

const CATALOG = '/demo-shop/catalog.json';
const CATEGORIES = ['all', 'tea', 'home', 'digital', 'apparel'];
const IDENTIFY_AFTER = 600;

/** @type {{ products: Product[], customers: Customer[], orders: Order[] }} */
let catalog = { products: [], customers: [], orders: [] };
/** @type {Language} */
let language = localStorage.getItem('shop:language') === 'en' || startsEnglish() ? 'en' : 'zh';
let customerId = localStorage.getItem('shop:customer') ?? '';
let category = 'all';
let wanted = '';
/** @type {Map<string, number>} */
let cart = new Map();
let identifyTimer = 0;
let toastTimer = 0;

// ---- small things ------------------------------------------------------------------------------------------

function startsEnglish() {
  return localStorage.getItem('shop:language') === null && !navigator.language.toLowerCase().startsWith('zh');
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** @param {TextKey} key @param {Record<string, string | number>} [values] */
function say(key, values) {
  return text(language, key, values);
}

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} className @param {string} label @param {() => void} onClick */
function button(className, label, onClick) {
  const element = el('button', { type: 'button', class: className }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** @param {string | number} amount */
function money(amount) {
  return `¥${Number(amount).toFixed(2)}`;
}

/** @param {string} sku */
function product(sku) {
  return catalog.products.find((candidate) => candidate.sku === sku);
}

// ---- the chat ----------------------------------------------------------------------------------------------

/** @typedef {{ open(): void, send(text: string): void, identify(profile: object): void, setLocale(locale: string): void }} Chat */

/** The chat, unless its script could not be loaded. @returns {Chat | undefined} */
function chat() {
  return /** @type {{ Dragoman?: Chat }} */ (/** @type {unknown} */ (window)).Dragoman;
}

/** Opens the chat and says something in the customer's name. @param {string} question */
function ask(question) {
  identify();
  chat()?.open();
  chat()?.send(question);
}

/** Tells the chat who is there; several clicks in a row are told once. */
function identifySoon() {
  clearTimeout(identifyTimer);
  identifyTimer = window.setTimeout(identify, IDENTIFY_AFTER);
}

function identify() {
  clearTimeout(identifyTimer);
  const customer = catalog.customers.find((candidate) => candidate.id === customerId);
  const lines = [...cart].map(([sku, quantity]) => ({ sku, quantity }));
  chat()?.identify({
    ...(customer === undefined ? {} : { customerId: customer.id, name: customer.name }),
    cart: lines,
  });
}

// ---- cart --------------------------------------------------------------------------------------------------

function cartKey() {
  return `shop:cart:${customerId || 'guest'}`;
}

function loadCart() {
  try {
    const lines = JSON.parse(localStorage.getItem(cartKey()) ?? '[]');
    cart = new Map(lines.filter((/** @type {[string, number]} */ [sku]) => product(sku) !== undefined));
  } catch {
    cart = new Map();
  }
}

/** @param {string} sku @param {number} change */
function changeCart(sku, change) {
  const quantity = Math.min(99, (cart.get(sku) ?? 0) + change);
  if (quantity > 0) cart.set(sku, quantity);
  else cart.delete(sku);
  localStorage.setItem(cartKey(), JSON.stringify([...cart]));
  drawCart();
  identifySoon();
}

/** In hundredths, because sums of decimal fractions are not exact. */
function cartTotal() {
  let cents = 0;
  for (const [sku, quantity] of cart) cents += Math.round(Number(product(sku)?.price ?? 0) * 100) * quantity;
  return cents / 100;
}

function drawCart() {
  const pieces = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  const count = byId('cart-count');
  count.textContent = String(pieces);
  count.hidden = pieces === 0;
  const lines = [...cart].map(([sku, quantity]) => cartLine(sku, quantity));
  byId('cart-lines').replaceChildren(...(lines.length > 0 ? lines : [el('p', { class: 'none' }, say('cart.empty'))]));
  const foot = byId('cart-foot');
  foot.hidden = lines.length === 0;
  foot.replaceChildren(
    el('div', { class: 'total' }, el('span', {}, say('cart.total')), el('strong', {}, money(cartTotal()))),
    button('ghost', say('cart.ask'), () => {
      closeDrawers();
      ask(say('cart.ask'));
    }),
    button('solid', say('cart.checkout'), () => toast(say('cart.demo'))),
  );
}

/** @param {string} sku @param {number} quantity */
function cartLine(sku, quantity) {
  const item = product(sku);
  const name = item?.name[language] ?? sku;
  const fewer = button('step', '−', () => changeCart(sku, -1));
  fewer.setAttribute('aria-label', `${say('cart.fewer')}: ${name}`);
  const more = button('step', '+', () => changeCart(sku, 1));
  more.setAttribute('aria-label', `${say('cart.more')}: ${name}`);
  return el(
    'div',
    { class: 'line' },
    el('span', { class: 'thumb' }, artwork(sku)),
    el('div', { class: 'line-text' }, el('span', {}, name), el('span', { class: 'price' }, money(item?.price ?? 0))),
    el('div', { class: 'steps' }, fewer, el('span', {}, String(quantity)), more),
  );
}

// ---- products ----------------------------------------------------------------------------------------------

function drawCategories() {
  const buttons = CATEGORIES.map((name) => {
    const element = button('category', say(/** @type {TextKey} */ (`category.${name}`)), () => {
      category = name;
      drawCategories();
      drawProducts();
    });
    element.setAttribute('aria-pressed', String(name === category));
    return element;
  });
  byId('categories').replaceChildren(...buttons);
}

function drawProducts() {
  const words = wanted.trim().toLowerCase();
  const shown = catalog.products.filter(
    (item) =>
      (category === 'all' || item.category === category) &&
      (words === '' || `${item.name.zh} ${item.name.en} ${item.sku}`.toLowerCase().includes(words)),
  );
  const none = el('p', { class: 'none' }, say('nothing.found'));
  byId('products').replaceChildren(...(shown.length > 0 ? shown.map(productCard) : [none]));
}

/** @param {Product} item */
function productCard(item) {
  const name = item.name[language];
  const soldOut = item.stock === 0;
  const add = button('solid', soldOut ? say('soldOut') : say('add'), () => {
    changeCart(item.sku, 1);
    toast(say('added', { name }));
  });
  if (soldOut) add.setAttribute('disabled', '');
  return el(
    'article',
    { class: soldOut ? 'product sold-out' : 'product' },
    el('div', { class: 'art' }, artwork(item.sku)),
    el(
      'div',
      { class: 'product-text' },
      el('h2', {}, name),
      el('p', { class: 'description' }, item.description?.[language] ?? ''),
      el(
        'p',
        { class: 'price-line' },
        el('span', { class: 'price' }, money(item.price)),
        ...(item.points === undefined ? [] : [el('span', { class: 'points' }, say('points', { points: item.points }))]),
      ),
      el('div', { class: 'product-actions' }, add, button('ghost', say('ask'), () => ask(say('ask.product', { name })))),
    ),
  );
}

// ---- orders ------------------------------------------------------------------------------------------------

function drawOrders() {
  const orders = catalog.orders
    .filter((order) => order.customerId === customerId)
    .sort((one, other) => (other.placedAt ?? '').localeCompare(one.placedAt ?? ''));
  const hint = el('p', { class: 'none' }, say(customerId === '' ? 'orders.guest' : 'orders.none'));
  byId('order-list').replaceChildren(...(orders.length > 0 ? orders.map(orderCard) : [hint]));
}

/** @param {Order} order */
function orderCard(order) {
  const { number } = order;
  const about = (/** @type {TextKey} */ key) => () => {
    closeDrawers();
    ask(say(key, { number }));
  };
  const lines = order.lines.map((line) =>
    el(
      'div',
      { class: 'line' },
      el('span', { class: 'thumb' }, artwork(line.sku)),
      el('div', { class: 'line-text' }, el('span', {}, line.name[language]), el('span', { class: 'price' }, money(line.unitPrice))),
      el('span', { class: 'times' }, `× ${line.quantity}`),
    ),
  );
  const placed = order.placedAt ? new Date(order.placedAt).toLocaleDateString(TEXTS[language].lang) : '';
  return el(
    'article',
    { class: 'order' },
    el(
      'header',
      {},
      el('div', {}, el('strong', {}, number), el('span', { class: 'points' }, placed)),
      el('span', { class: `state ${order.state.toLowerCase()}` }, known('state', order.state)),
    ),
    ...lines,
    el(
      'footer',
      {},
      el('span', {}, say('orders.total', { total: money(order.total) })),
      ...(order.trackingNumber ? [button('ghost', say('orders.track'), about('orders.question.track'))] : []),
      button('ghost', say('orders.help'), about('orders.question.help')),
    ),
  );
}

/** The word for one of a set of names; the name itself when it has none. @param {string} set @param {string} name */
function known(set, name) {
  const key = `${set}.${name}`;
  return key in TEXTS.en ? say(/** @type {TextKey} */ (key)) : name;
}

// ---- page --------------------------------------------------------------------------------------------------

function drawCustomers() {
  const select = /** @type {HTMLSelectElement} */ (byId('customer'));
  const options = catalog.customers.map(({ id, name, tier }) =>
    el('option', { value: id }, tier ? say('tier', { name, tier: known('tier', tier.toLowerCase()) }) : name),
  );
  select.replaceChildren(el('option', { value: '' }, say('guest')), ...options);
  select.value = customerId;
  select.setAttribute('aria-label', say('account'));
}

function drawAll() {
  document.documentElement.lang = TEXTS[language].lang;
  document.title = say('title');
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = say(/** @type {TextKey} */ (/** @type {HTMLElement} */ (element).dataset.text));
  }
  for (const element of document.querySelectorAll('.drawer .close')) element.setAttribute('aria-label', say('close'));
  byId('language').textContent = say('language');
  const search = byId('search');
  search.setAttribute('placeholder', say('search'));
  search.setAttribute('aria-label', say('search'));
  drawCustomers();
  drawCategories();
  drawProducts();
  drawOrders();
  drawCart();
}

function drawHero() {
  byId('hero-art').replaceChildren(...['TEA-SET-06', 'HOM-LMP-01', 'HOM-PLT-04'].map((sku) => artwork(sku)));
}

function closeDrawers() {
  for (const drawer of document.querySelectorAll('dialog')) drawer.close();
}

/** @param {string} message */
function toast(message) {
  const element = byId('toast');
  element.textContent = message;
  // An open drawer covers everything outside of it.
  (document.querySelector('dialog[open]') ?? document.body).append(element);
  element.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => element.classList.remove('shown'), 2200);
}

function wire() {
  byId('language').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    localStorage.setItem('shop:language', language);
    chat()?.setLocale(TEXTS[language].lang);
    drawAll();
  });
  byId('customer').addEventListener('change', (event) => {
    customerId = /** @type {HTMLSelectElement} */ (event.target).value;
    localStorage.setItem('shop:customer', customerId);
    loadCart();
    drawOrders();
    drawCart();
    identify();
  });
  byId('search').addEventListener('input', (event) => {
    wanted = /** @type {HTMLInputElement} */ (event.target).value;
    drawProducts();
  });
  byId('hero-ask').addEventListener('click', () => ask(say('hero.question')));
  for (const name of ['cart', 'orders']) {
    const drawer = /** @type {HTMLDialogElement} */ (byId(name));
    byId(`open-${name}`).addEventListener('click', () => drawer.showModal());
    drawer.addEventListener('click', (event) => {
      if (event.target === drawer) drawer.close();
    });
    drawer.querySelector('.close')?.addEventListener('click', () => drawer.close());
  }
}

async function load() {
  const response = await fetch(CATALOG, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${CATALOG} answered ${response.status}`);
  const { products = [], customers = [], orders = [] } = await response.json();
  catalog = { products, customers, orders };
  if (!customers.some((/** @type {Customer} */ customer) => customer.id === customerId)) customerId = '';
}

wire();
drawHero();
chat()?.setLocale(TEXTS[language].lang);
try {
  await load();
} catch {
  const problem = byId('problem');
  problem.hidden = false;
  problem.textContent = say('load.failed');
}
loadCart();
drawAll();
identify();
