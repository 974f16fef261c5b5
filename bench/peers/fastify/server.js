// The list of rule-service as a Fastify developer would write it: schemas in and out, the same answer as the others.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastifyJwt from '@fastify/jwt';
import Fastify from 'fastify';
import pg from 'pg';

const STATUS = ['CLOSED', 'IN_PROGRESS', 'DONE', 'PAUSED'];
const list = readFileSync(new URL('../list.sql', import.meta.url), 'utf8');
const [jwk] = JSON.parse(readFileSync(process.env.JWKS, 'utf8')).keys;
const key = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });

pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });

const text = { type: 'string' };
const maybe = { type: ['string', 'null'] };
const time = { type: ['string', 'null'], format: 'date-time' };
const schema = {
  querystring: { type: 'object', properties: { size: { type: 'integer', minimum: 1, maximum: 100, default: 10 } } },
  response: {
    200: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: text, name: text, description: text, status: text, due: maybe, position: text, createdAt: time,
              updatedAt: time, doneAt: time, deletedAt: time, version: { type: 'integer' },
            },
          },
        },
        total: { type: 'integer' },
        totalIsExact: { type: 'boolean' },
        size: { type: 'integer' },
        next: maybe,
      },
    },
  },
};

function view(row) {
  return {
    id: row.id, name: row.name, description: row.description, status: STATUS[row.status], due: row.due,
    position: row.position, createdAt: row.created_at, updatedAt: row.updated_at, doneAt: row.done_at,
    deletedAt: row.deleted_at, version: row.version,
  };
}

const app = Fastify();
app.register(fastifyJwt, {
  secret: { public: key },
  verify: { algorithms: ['ES256'], allowedIss: 'todolist', allowedAud: 'todolist' },
});
app.addHook('onRequest', async (request, reply) => {
  await request.jwtVerify();
  if (!request.user.groups?.includes('user')) return reply.code(403).send();
});
app.get('/todos', { schema }, async (request) => {
  const { size } = request.query;
  const { rows } = await pool.query({ name: 'list', text: list, values: [request.user.sub, size + 1] });
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    items: page.map(view),
    total: Number(last?.total ?? 0),
    totalIsExact: true,
    size,
    next: rows.length > size ? Buffer.from(`position ${last.id} ${last.position}`).toString('base64url') : null,
  };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
