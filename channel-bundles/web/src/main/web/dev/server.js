// Serves the built chat and the demo shop against a stand-in for the server: `npm run build && npm run dev`.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { FakeDragoman } from './fake-dragoman.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = join(here, '../../../../target/classes/io/dragoman/channel/web/pages');
const shop = join(here, '../../../../../../skill-bundles/demo-shop/src/main');
const port = Number(process.env.PORT ?? 5199);

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const SAMPLE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180"><rect width="240" height="180" fill="#dfeae4"/>
<path d="M70 90h84v26a30 30 0 0 1-30 30h-24a30 30 0 0 1-30-30Z" fill="#6fa08b"/><path d="M154 96h12a14 14 0 0 1 0 28h-14" fill="none" stroke="#6fa08b" stroke-width="8"/></svg>`;

/** The demo shop's data as its bundle would serve it. */
function catalog() {
  const products = JSON.parse(readFileSync(join(shop, 'resources/shop/products.json'), 'utf8'));
  const customers = [
    { id: 'C1001', name: '王小明', tier: 'silver' },
    { id: 'C1002', name: 'Alice Chen', tier: 'gold' },
    { id: 'C1003', name: '李雷', tier: 'vip' },
  ];
  const line = (/** @type {number} */ index, /** @type {number} */ quantity) => {
    const { sku, name, price } = products[index];
    return { sku, name, quantity, unitPrice: price };
  };
  const orders = [
    { number: 'D20261118001', customerId: 'C1001', state: 'SHIPPED', placedAt: '2026-11-18T02:12:00Z', lines: [line(0, 2)], total: '336.00', currency: 'CNY', trackingNumber: 'SF1402877' },
    { number: 'D20261105017', customerId: 'C1001', state: 'DELIVERED', placedAt: '2026-11-05T08:40:00Z', lines: [line(4, 1), line(6, 2)], total: '375.00', currency: 'CNY' },
    { number: 'D20261119008', customerId: 'C1002', state: 'PAID', placedAt: '2026-11-19T11:02:00Z', lines: [line(8, 1)], total: '499.00', currency: 'CNY' },
    { number: 'D20261120002', customerId: 'C1003', state: 'PENDING_PAYMENT', placedAt: '2026-11-20T09:31:00Z', lines: [line(11, 1)], total: '1899.00', currency: 'CNY' },
  ];
  return { products, customers, orders };
}

/** @param {string} path */
function fileFor(path) {
  const name = path === '/' ? '/index.html' : path.endsWith('/') ? `${path}index.html` : path;
  return [join(built, name), join(shop, 'web', name), join(shop, 'web', name.replace(/^\/demo-shop/, ''))].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  );
}

const http = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
  if (path === '/demo-shop/catalog.json') {
    response.writeHead(200, { 'content-type': TYPES['.json'] }).end(JSON.stringify(catalog()));
    return;
  }
  if (path === '/sample.svg') {
    response.writeHead(200, { 'content-type': TYPES['.svg'] }).end(SAMPLE);
    return;
  }
  const file = fileFor(path);
  if (file === undefined) {
    response.writeHead(404).end('not found');
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});

const server = new FakeDragoman();
new WebSocketServer({ server: http, path: '/ws/visitor' }).on('connection', (socket) => {
  const line = server.connect({ send: (text) => socket.send(text), close: () => socket.close() });
  socket.on('message', (data) => line.receive(String(data)));
  socket.on('close', () => line.closed());
});

http.listen(port, '127.0.0.1', () => console.info(`http://127.0.0.1:${port}/ and http://127.0.0.1:${port}/chat/`));
