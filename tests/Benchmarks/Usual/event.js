// What the usual handler makes of a body: whose it is and what changes.
'use strict';

const crypto = require('node:crypto');

const idsOfNamed = {
  shipment_id: 'shipment', purchase_order_id: 'purchase_order', invoice_id: 'invoice', booking_id: 'booking', document_id: 'document', container_id: 'container',
};

exports.isGenuine = (body, header, secret) => {
  const expected = Buffer.from('sha256=' + crypto.createHmac('sha256', secret).update(body).digest('hex'));
  const given = Buffer.from(header || '');
  return given.length === expected.length && crypto.timingSafeEqual(given, expected);
};

exports.event = (body) => {
  const read = JSON.parse(body);
  return {
    id: String(read.id ?? crypto.createHash('sha256').update(body).digest('hex')),
    type: read.type,
    occurredAt: read.occurred_at ?? read.data?.occurred_at ?? read.created_at,
    data: read.data ?? {},
    body: body.toString('utf8'),
  };
};

exports.subjectOf = ({ id, data }) => {
  if (data.shipment?.id) return { kind: 'shipment', id: String(data.shipment.id) };
  for (const [name, kind] of Object.entries(idsOfNamed)) {
    if (data[name]) return { kind, id: String(data[name]) };
  }
  if (data.resource?.id) return { kind: data.resource._object ?? 'resource', id: String(data.resource.id) };
  return { kind: 'unknown', id };
};

// Full objects replace what is known of them; milestones and estimates are added.
exports.patchOf = ({ data, type, occurredAt }, known) => {
  if (data.shipment || data.resource) {
    const state = { ...data.shipment };
    if (data.resource && data.resource._object !== '/shipment') state[data.resource._object] = data.resource;
    else Object.assign(state, data.resource);
    return { status: data.shipment?.status ?? data.resource?.status ?? known?.status ?? null, state };
  }

  const name = data.milestone ?? data.event ?? type;
  const { shipment_id: _, ...said } = data;
  return { status: data.milestone ?? known?.status ?? null, state: { [name]: { ...said, occurred_at: occurredAt } } };
};
