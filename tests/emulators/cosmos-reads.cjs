// Loaded into the stand-in for Cosmos DB before it starts. It answers 500 instead of 404 when a document that is not there is
// read by its partition key, except when the request allows any partition: so every read of a document allows any.
const http = require('node:http');

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {
  if (event === 'request' && request.method === 'GET' && request.url.includes('/docs/')) {
    request.headers['x-ms-documentdb-query-enablecrosspartition'] = 'True';
  }
  return emit.call(this, event, request, ...rest);
};
