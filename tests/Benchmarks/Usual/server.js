// The usual handler: Express and pg as the usual tutorial has them. Raw body, HMAC check, look-up of the row, then one transaction of a log row
// (unique by event id) and the update of the row. One worker for each core.
'use strict';

const cluster = require('node:cluster');
const express = require('express');
const { Pool } = require('pg');
const { event, isGenuine, patchOf, subjectOf } = require('./event');

const port = Number(setting('PORT'));
const workers = Number(setting('WORKERS'));
const secret = setting('FLEXPORT_WEBHOOK_SECRET');
const connectionString = setting('DATABASE_URL');
const poolSize = Number(setting('POOL_SIZE'));

if (cluster.isPrimary) primary().catch(stop);
else worker();

async function primary() {
  const pool = new Pool({ connectionString, max: 1 });
  await pool.query(`
    CREATE TABLE entities (
      kind text NOT NULL,
      id text NOT NULL,
      status text,
      state jsonb NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (kind, id)
    );
    CREATE TABLE event_log (
      event_id text PRIMARY KEY,
      kind text NOT NULL,
      entity_id text NOT NULL,
      type text NOT NULL,
      payload jsonb NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX event_log_of_entity ON event_log (kind, entity_id);`);
  await pool.end();
  for (let i = 0; i < workers; i++) cluster.fork();
  cluster.on('exit', () => stop(new Error('A worker ended.')));
}

function worker() {
  const pool = new Pool({ connectionString, max: poolSize });
  const app = express();
  app.get('/health/ready', (_, response) => response.sendStatus(200));
  app.post('/webhooks/flexport', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    if (!isGenuine(request.body, request.get('X-Hub-Signature-256'), secret)) return response.sendStatus(401);
    try {
      response.json({ status: await accept(pool, event(request.body)) });
    } catch (fault) {
      console.error(fault);
      response.sendStatus(503);
    }
  });
  app.listen(port, '127.0.0.1');
}

async function accept(pool, received) {
  const { kind, id } = subjectOf(received);
  const found = await pool.query('SELECT status, updated_at FROM entities WHERE kind = $1 AND id = $2', [kind, id]);
  const patch = patchOf(received, found.rows[0]);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const logged = await client.query(
      'INSERT INTO event_log (event_id, kind, entity_id, type, payload) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id) DO NOTHING',
      [received.id, kind, id, received.type, received.body]);
    if (logged.rowCount === 1) {
      await client.query(
        `INSERT INTO entities AS e (kind, id, status, state) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, id) DO UPDATE SET status = coalesce(excluded.status, e.status), state = e.state || excluded.state, updated_at = now()`,
        [kind, id, patch.status, patch.state]);
    }
    await client.query('COMMIT');
    return logged.rowCount === 1 ? 'applied' : 'duplicate';
  } catch (fault) {
    await client.query('ROLLBACK');
    throw fault;
  } finally {
    client.release();
  }
}

function setting(name) {
  if (process.env[name]) return process.env[name];
  console.error(`${name} is not set. Start this handler by: dotnet run -c Release --project tests/Benchmarks -- compare --only usual`);
  process.exit(2);
}

function stop(fault) {
  console.error(fault);
  process.exit(1);
}
