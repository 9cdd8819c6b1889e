-- A database of the second version: one run of a small pipeline, as it was written then.
PRAGMA application_id = 1296649292;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE artifacts (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  node TEXT NOT NULL,  port TEXT NOT NULL,  kind TEXT NOT NULL,  content TEXT NOT NULL REFERENCES contents (digest),  PRIMARY KEY (run, node, port)) WITHOUT ROWID;
INSERT INTO "artifacts" VALUES(1,'chart','chart','chart','dbb9a264d31635f96ef35095abf97aa944a1deacb8ecae774351015aed60ae85');
CREATE TABLE contents (  digest TEXT PRIMARY KEY NOT NULL,  text TEXT NOT NULL);
INSERT INTO "contents" VALUES('06f67de0ddeb5d568c38b7cdfcb2601639664197744b6e2fb29bab08a8b4b571','{
  "format": "millrace/1",
  "name": "Shop",
  "parameters": {
    "least": {
      "type": "integer",
      "default": 2
    }
  },
  "nodes": {
    "big": {
      "type": "filter-rows",
      "version": 1,
      "inputs": {
        "table": "sales"
      },
      "params": {
        "condition": "amount >= ${least}"
      }
    },
    "chart": {
      "type": "bar-chart",
      "version": 1,
      "inputs": {
        "table": "shops"
      },
      "params": {
        "category": "shop",
        "value": "sold"
      }
    },
    "sales": {
      "type": "read-csv",
      "version": 1,
      "params": {
        "path": "sales.csv"
      }
    },
    "shops": {
      "type": "group-by",
      "version": 1,
      "inputs": {
        "table": "big.kept"
      },
      "params": {
        "keys": [
          "shop"
        ],
        "values": [
          {
            "column": "amount",
            "function": "sum",
            "name": "sold"
          }
        ]
      }
    }
  },
  "layout": {
    "nodes": {},
    "frames": [],
    "notes": []
  }
}
');
INSERT INTO "contents" VALUES('15f7553300d36df052dad344bc3d3d40c5d45361cbec6c0975beb128653628d5','{"shop":"VARCHAR 71b370b4a15979d7be77115034eef892","rows":"BIGINT fb683a5df6bc8608e0d66b13a9e6aa73","sold":"BIGINT 78dce59340bdca5eb79b7cf04a90c5e0"}');
INSERT INTO "contents" VALUES('dbb9a264d31635f96ef35095abf97aa944a1deacb8ecae774351015aed60ae85','{"categories":["Bergen","Tromsø","Oslo"],"chart":"bar","series":[{"color":1,"x":[0,1,2],"y":[7,7,3]}],"title":"Sum of sold by shop","x":{"scale":"category","title":"shop"},"y":{"scale":"linear","title":"Sum of sold"}}');
CREATE TABLE diagnostics (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  severity INTEGER NOT NULL,  node TEXT,  param TEXT,  port TEXT,  line INTEGER NOT NULL,  message TEXT NOT NULL,  hint TEXT,  detail TEXT,  PRIMARY KEY (run, position)) WITHOUT ROWID;
CREATE TABLE files (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  node TEXT NOT NULL,  path TEXT NOT NULL,  digest TEXT NOT NULL,  bytes INTEGER NOT NULL,  PRIMARY KEY (run, node, path)) WITHOUT ROWID;
CREATE TABLE log (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  time INTEGER NOT NULL,  severity INTEGER NOT NULL,  node TEXT,  text TEXT NOT NULL,  PRIMARY KEY (run, position)) WITHOUT ROWID;
CREATE TABLE metrics (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  node TEXT NOT NULL,  name TEXT NOT NULL,  series TEXT,  step INTEGER NOT NULL,  value REAL,  baseline REAL,  PRIMARY KEY (run, position)) WITHOUT ROWID;
CREATE TABLE nodes (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  node TEXT NOT NULL,  label TEXT NOT NULL,  type TEXT NOT NULL,  state TEXT NOT NULL,  key TEXT,  started INTEGER NOT NULL DEFAULT 0,  seconds REAL,  PRIMARY KEY (run, node)) WITHOUT ROWID;
INSERT INTO "nodes" VALUES(1,'big','Filter Rows','filter-rows','done','d18107e1dc88dc5f5055a55621816454c651478f20561bf6b293fbaed859d8bc',1795909193603725,0.056481);
INSERT INTO "nodes" VALUES(1,'chart','Bar Chart','bar-chart','done','67291ceff3c666fd9b3973d38785c4da7e86f67c51b0cca41f8ee66f9e1f2244',1795909193658840,0.055163);
INSERT INTO "nodes" VALUES(1,'sales','Read CSV','read-csv','done','ddf413586af6942fef3bc170518e18cee6f3c595c4591f22e7b819108583de3a',1795909193600928,0.056481);
INSERT INTO "nodes" VALUES(1,'shops','Group By','group-by','done','d968558f5293086f14a511362f93409255bedd3059bce83032143f1f28cc352e',1795909193603741,0.056481);
CREATE TABLE rows (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  node TEXT NOT NULL,  port TEXT NOT NULL,  rows INTEGER NOT NULL, digest TEXT, columns TEXT REFERENCES contents (digest),  PRIMARY KEY (run, node, port)) WITHOUT ROWID;
INSERT INTO "rows" VALUES(1,'shops','table',3,'e56ecce11e61f4218f0d4fc64a4d64e8','15f7553300d36df052dad344bc3d3d40c5d45361cbec6c0975beb128653628d5');
CREATE TABLE runs (  id INTEGER PRIMARY KEY AUTOINCREMENT,  uuid TEXT NOT NULL UNIQUE,  name TEXT NOT NULL,  file TEXT,  pipeline TEXT NOT NULL REFERENCES contents (digest),  parameters TEXT NOT NULL,  seeds TEXT NOT NULL,  versions TEXT NOT NULL,  state TEXT NOT NULL,  started INTEGER NOT NULL,  touched INTEGER NOT NULL,  seconds REAL,  n_nodes INTEGER NOT NULL DEFAULT 0,  n_done INTEGER NOT NULL DEFAULT 0,  n_failed INTEGER NOT NULL DEFAULT 0,  n_skipped INTEGER NOT NULL DEFAULT 0,  problem TEXT);
INSERT INTO "runs" VALUES(1,'f0a01b94-e343-4ceb-b335-0b0ffc88a74f','Shop','/home/shop/shop.millrace.json','06f67de0ddeb5d568c38b7cdfcb2601639664197744b6e2fb29bab08a8b4b571','{"least":2}','{}','{"duckdb":"v2.0.0","millrace":"0.1.0","xgboost":"3.3.0"}','done',1795909193420203,1795909193720840,0.300753,4,4,0,0,NULL);
CREATE TABLE scores (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  node TEXT NOT NULL,  name TEXT NOT NULL,  value REAL,  baseline REAL,  PRIMARY KEY (run, position)) WITHOUT ROWID;
CREATE TABLE sources (  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  node TEXT NOT NULL,  path TEXT NOT NULL,  digest TEXT,  bytes INTEGER NOT NULL,  PRIMARY KEY (run, node, path)) WITHOUT ROWID;
INSERT INTO "sources" VALUES(1,'sales','/home/shop/sales.csv','263feb1bc168fdc7a32d3a906d1f9080de9cd9cc56882d6d6c48931cd954c412',222);
CREATE INDEX runs_by_file ON runs (file);
CREATE INDEX runs_by_name ON runs (name);
CREATE INDEX runs_by_pipeline ON runs (pipeline);
CREATE INDEX runs_running ON runs (id) WHERE state = 'running';
CREATE INDEX artifacts_by_content ON artifacts (content);
CREATE INDEX rows_by_columns ON rows (columns) WHERE columns IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('runs',1);
COMMIT;
