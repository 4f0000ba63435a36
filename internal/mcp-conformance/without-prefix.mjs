#!/usr/bin/env node
// Makes one upstream of several look like the only one to a client that calls things by that
// upstream's own names, as the conformance suite does: puts the upstream's prefix in front of what
// requests name, and takes it away in answers. Everything else passes as it is, streams included.
//   without-prefix.mjs --target http://localhost:8080/mcp --upstream fixture
// Prints "READY http://localhost:PORT/mcp".
import http from 'node:http';

const option = name => process.argv[process.argv.indexOf('--' + name) + 1];
const target = new URL(option('target'));
const upstream = option('upstream');
const byName = new Set(['tools/call', 'prompts/get']);
const byUri = new Set(['resources/read', 'resources/subscribe', 'resources/unsubscribe']);

const own = name => typeof name === 'string' ? `${upstream}.${name}` : name;
const ownUri = uri => typeof uri === 'string' ? `${upstream}+${uri}` : uri;

function request(body, headers) {
  let message;
  try {
    message = JSON.parse(body);
  } catch {
    return body; // not ours to judge
  }
  const params = message?.params;
  if (typeof params !== 'object' || params === null) {
    return body;
  }
  const mirror = headers['mcp-name'];
  if (byName.has(message.method)) {
    params.name = own(params.name);
    if (mirror !== undefined) headers['mcp-name'] = own(mirror);
  } else if (byUri.has(message.method)) {
    params.uri = ownUri(params.uri);
    if (mirror !== undefined) headers['mcp-name'] = ownUri(mirror);
  } else if (message.method === 'completion/complete' && params.ref) {
    if (params.ref.type === 'ref/resource') params.ref.uri = ownUri(params.ref.uri);
    else params.ref.name = own(params.ref.name);
  } else if (Array.isArray(params.notifications?.resourceSubscriptions)) {
    params.notifications.resourceSubscriptions = params.notifications.resourceSubscriptions.map(ownUri);
  } else {
    return body;
  }
  return Buffer.from(JSON.stringify(message));
}

const answer = text => text.replaceAll(`"${upstream}.`, '"').replaceAll(`"${upstream}+`, '"');

const server = http.createServer((req, res) => {
  const headers = { ...req.headers };
  const self = `localhost:${server.address().port}`;
  if (headers.host === self) headers.host = target.host;
  if (headers.origin === `http://${self}`) headers.origin = target.origin;
  const chunks = [];
  req.on('data', chunk => chunks.push(chunk));
  req.on('end', () => {
    const body = chunks.length ? request(Buffer.concat(chunks), headers) : Buffer.alloc(0);
    if (chunks.length) {
      headers['content-length'] = body.length;
      delete headers['transfer-encoding'];
    }
    const options = { hostname: target.hostname, port: target.port, method: req.method, path: req.url, headers };
    const up = http.request(options, from => {
      const passed = { ...from.headers };
      delete passed['content-length'];
      res.writeHead(from.statusCode, passed);
      res.flushHeaders();
      let rest = ''; // of a line that is not whole yet
      from.setEncoding('utf8');
      from.on('data', text => {
        const whole = (rest + text).lastIndexOf('\n') + 1;
        const all = rest + text;
        rest = all.slice(whole);
        if (whole) res.write(answer(all.slice(0, whole)));
      });
      from.on('end', () => res.end(answer(rest)));
      from.on('error', () => res.destroy());
    });
    up.on('error', () => res.destroy());
    res.on('close', () => { if (!res.writableFinished) up.destroy(); });
    up.end(body);
  });
});
server.requestTimeout = 0;
server.listen(0, () => console.log(`READY http://localhost:${server.address().port}${target.pathname}`));
