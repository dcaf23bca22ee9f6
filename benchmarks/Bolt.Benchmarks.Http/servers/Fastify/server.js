'use strict'
// Fastify with @fastify/jwt: the checks, the routes and the answers of the other servers.
const fs = require('node:fs')
const fastify = require('fastify')({ logger: false })

const algorithm = process.env.BENCH_ALGORITHM || 'HS256'
const key = fs.readFileSync(process.env.BENCH_KEY, 'utf8')
fastify.register(require('@fastify/jwt'), {
  secret: algorithm === 'HS256' ? key : { public: key },
  verify: { algorithms: [algorithm], allowedIss: 'https://issuer.example', allowedAud: 'bench' }
})

const text = { type: 'string' }
const schema = (properties) => ({ response: { 200: { type: 'object', properties } } })

fastify.after(() => {
  const authenticate = async (request) => { await request.jwtVerify() }
  const mayAdd = async (request, reply) => {
    await request.jwtVerify()
    if (!request.user.permissions || !request.user.permissions.includes('notes.add')) return reply.code(403).send()
  }
  fastify.get('/me', { onRequest: authenticate, schema: schema({ id: text }) }, async (request) => ({ id: request.user.sub }))
  fastify.post('/notes', { onRequest: mayAdd, schema: schema({ id: { type: 'integer' }, title: text, author: text }) },
    async (request) => ({ id: 1, title: request.body.title, author: request.user.sub }))
})

const url = new URL(process.env.ASPNETCORE_URLS)
fastify.listen({ host: url.hostname, port: Number(url.port) })
