/** PouchDB as a CouchDB server with Fauxton, all in memory. `node app.mjs PORT`, in a folder for its log. */
import express from 'express';
import expressPouchdb from 'express-pouchdb';
import PouchDB from 'pouchdb';
import memory from 'pouchdb-adapter-memory';

const InMemory = PouchDB.plugin(memory).defaults({ adapter: 'memory' });
const app = express();
app.use(expressPouchdb(InMemory, { inMemoryConfig: true, logPath: 'log.txt' }));
app.listen(Number(process.argv[2]), '127.0.0.1');
