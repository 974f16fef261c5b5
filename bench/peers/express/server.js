// The list of rule-service as an Express developer would write it: the same answer from the same table for the same token.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import jwt from 'jsonwebtoken';
import pg from 'pg';

const STATUS = ['CLOSED', 'IN_PROGRESS', 'DONE', 'PAUSED'];
const list = readFileSync(new URL('../list.sql', import.meta.url), 'utf8');
const [jwk] = JSON.parse(readFileSync(process.env.JWKS, 'utf8')).keys;
const key = createPublicKey({ key: jwk, format: 'jwk' });

pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });

function authenticate(request, response, next) {
  const [, token] = (request.headers.authorization ?? '').match(/^Bearer (.+)$/) ?? [];
  try {
    request.user = jwt.verify(token, key, { algorithms: ['ES256'], issuer: 'todolist', audience: 'todolist' });
  } catch {
    return response.status(401).end();
  }
  return request.user.groups?.includes('user') ? next() : response.status(403).end();
}

function view(row) {
  return {
    id: row.id, name: row.name, description: row.description, status: STATUS[row.status], due: row.due,
    position: row.position, createdAt: row.created_at, updatedAt: row.updated_at, doneAt: row.done_at,
    deletedAt: row.deleted_at, version: row.version,
  };
}

const app = express();
app.get('/todos', authenticate, async (request, response) => {
  const size = Number(request.query.size ?? 10);
  if (!(size >= 1 && size <= 100)) return response.status(400).end();
  const { rows } = await pool.query({ name: 'list', text: list, values: [request.user.sub, size + 1] });
  const page = rows.slice(0, size);
  const last = page.at(-1);
  response.json({
    items: page.map(view),
    total: Number(last?.total ?? 0),
    totalIsExact: true,
    size,
    next: rows.length > size ? Buffer.from(`position ${last.id} ${last.position}`).toString('base64url') : null,
  });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
