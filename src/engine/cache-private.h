/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/cache.h"
#include "engine/event.h"
#include "engine/key.h"
#include "engine/scratch.h"
#include "engine/table-digest.h"
#include "pipeline/schema.h"

G_BEGIN_DECLS

/* cache.c: where things are. New strings. */
char       *mill_cache_make_path      (MillCache    *self,
                                       const char   *folder,
                                       const char   *name);
/* "keys/ab/abcd….SUFFIX" */
char       *mill_cache_make_key_path  (MillCache    *self,
                                       const char   *key,
                                       const char   *suffix);
guint64     mill_cache_get_budget     (MillCache    *self);
/* How many bytes this process has put in since it last tidied up. */
void        mill_cache_count          (MillCache    *self,
                                       guint64       n_bytes);
/* Whether it is time for mill_cache_trim(). */
gboolean    mill_cache_is_due         (MillCache    *self);
/* A name for a file that is being written, in a directory that this process has locked, so that what a
 * killed one leaves can be told from what another is writing. New string. */
char       *mill_cache_make_part      (MillCache    *self,
                                       GError      **error);
/* A directory for links to files in use, which lasts as long as the caller wants. */
MillScratch *mill_cache_new_hold      (MillCache    *self,
                                       const char   *name,
                                       GError      **error);

/* cache-file.c: JSON that is whole or not there. */
gboolean    mill_cache_write_json     (MillCache    *self,
                                       const char   *path,
                                       JsonNode     *json,
                                       GError      **error);
/* NULL without @error: there is no such file; with @error: it was damaged, and is not there any more. */
JsonNode   *mill_cache_read_json      (const char   *path,
                                       GError      **error);
/* NULL as well where it is damaged; that stays for whoever reads it to tell. */
JsonNode   *mill_cache_peek_json      (const char   *path);
/* Moves a file of the cache's own to its name, whatever has that name now. */
gboolean    mill_cache_rename         (const char   *from,
                                       const char   *to,
                                       GError      **error);
/* Another name for a file, or where that cannot be, a copy. */
gboolean    mill_cache_link           (const char   *from,
                                       const char   *to,
                                       GError      **error);
/* When it was used last is when it was written. */
void        mill_cache_touch          (const char   *path);
/* A checksum of everything in a file, as text: not against malice, but every single changed bit shows. NULL
 * with @error. */
char       *mill_cache_sum            (const char   *path,
                                       GError      **error);

/* cache-entry.c: the outputs of a node. A table is a Parquet file. */
typedef struct
{
  char            *path;
  gint64           n_rows;
  MillSchema      *schema;
  MillTableDigest *digest;   /* or NULL */
} MillCachedTable;

void        mill_cached_table_clear   (MillCachedTable *self);
/* Is there something for this output? Does not look whether it is sound. */
gboolean    mill_cache_has            (MillCache       *self,
                                       const char      *key,
                                       const char      *port);
/* Its file is then within @hold. FALSE without @error: it is not there; with @error: it was damaged, and is
 * not there any more. */
gboolean    mill_cache_take_table     (MillCache       *self,
                                       const char      *key,
                                       const char      *port,
                                       MillScratch     *hold,
                                       MillCachedTable *table,
                                       GError         **error);
/* Like it; NULL. */
JsonNode   *mill_cache_take_artifact  (MillCache       *self,
                                       const char      *key,
                                       const char      *port,
                                       GError         **error);
/* Puts a Parquet file in, which stays where it is, too. */
gboolean    mill_cache_put_table      (MillCache              *self,
                                       MillKey                *key,
                                       const char             *port,
                                       const MillCachedTable  *table,
                                       MillScratch            *hold,
                                       GError                **error);
gboolean    mill_cache_put_artifact   (MillCache       *self,
                                       MillKey         *key,
                                       const char      *port,
                                       MillArtifact    *artifact,
                                       GError         **error);

/* How many rows an output that is not kept has, where somebody once counted them; -1. */
gint64      mill_cache_find_rows      (MillCache       *self,
                                       const char      *key,
                                       const char      *port);
void        mill_cache_note_rows      (MillCache       *self,
                                       MillKey         *key,
                                       const char      *port,
                                       gint64           n_rows);

/* cache-run.c: what a node told while it ran, and the files that it wrote. */
typedef struct
{
  GPtrArray *events;     /* MillEvent: log and metrics */
  GPtrArray *files;      /* MillEvent: files that it wrote */
  double     seconds;
} MillCachedRun;

void        mill_cached_run_clear     (MillCachedRun   *self);
/* TRUE where the node's run is remembered and every file that it wrote is as it was written; FALSE with
 * @error where what is remembered was damaged. */
gboolean    mill_cache_take_run       (MillCache       *self,
                                       const char      *key,
                                       const char      *node,
                                       MillCachedRun   *run,
                                       GError         **error);
/* Is there something to take? @missing (may be NULL) gets the path of a file that is not as it was. */
gboolean    mill_cache_has_run        (MillCache       *self,
                                       const char      *key,
                                       char           **missing);
gboolean    mill_cache_put_run        (MillCache           *self,
                                       MillKey             *key,
                                       const MillCachedRun *run,
                                       GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillCachedTable, mill_cached_table_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MillCachedRun, mill_cached_run_clear)

G_END_DECLS
