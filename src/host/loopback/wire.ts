/**
 * How a request crosses HTTP: `POST /rpc/<channel>`. Params without bytes are the JSON body. Params with `bytes` are the
 * raw body, so that a large file is never base64, and the others go as JSON in the query (headers hold no Unicode).
 */
export const rpcPath = '/rpc/';
export const tokenHeader = 'x-stride-token';
export const paramsQuery = 'params';
export const binaryType = 'application/octet-stream';
export const jsonType = 'application/json';
