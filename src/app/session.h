/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/event.h"
#include "engine/results.h"
#include "engine/run.h"
#include "engine/typing.h"
#include "pipeline/history.h"
#include "store/store.h"

G_BEGIN_DECLS

/* One open pipeline as the widgets see it: the document with its history, the file, the selection,
 * what typing knows, and the present or last run. Lives on the main thread; whatever takes time is
 * done in threads, and nothing here waits for them.
 *
 * properties (all notify): "title", "file", "modified", "running", "has-run", "selected-node" (the id
 * of the one selected node, or NULL).
 * signals:
 *   "selection-changed" ()
 *   "types-changed" (GHashTable *ids)        columns or diagnostics of these nodes are other ones: a set of
 *                                            ids; empty where it is the pipeline's own diagnostics alone
 *   "node-status-changed" (const char *id)   state, progress or time of a node
 *   "rows-changed" (const char *id, const char *port)
 *   "events" (MillEvent **events, guint n)   a batch, as they come, once a frame at most
 *   "run-started" (), "run-finished" (MillState)
 *   "reveal-node" (const char *id, const char *param or NULL)   somebody asks to be led there
 */
#define MILL_TYPE_SESSION (mill_session_get_type ())
G_DECLARE_FINAL_TYPE (MillSession, mill_session, MILL, SESSION, GObject)

/* What a card shows of a node's part in the present or last run. */
typedef struct
{
  MillState  state;
  double     fraction;     /* of the work while running; negative: unknown */
  double     seconds;      /* once ended */
  gboolean   stale;        /* the node or something before it was changed since the run */
} MillNodeStatus;

MillSession      *mill_session_new               (MillPipeline    *pipeline,
                                                  GFile           *file);
/* Reads a pipeline file, in a thread. What is odd in it is listed with the diagnostics of the whole. */
void              mill_session_load_async        (const MillCatalogue *catalogue,
                                                  GFile               *file,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             data);
MillSession      *mill_session_load_finish       (GAsyncResult    *result,
                                                  GError         **error);
MillPipeline     *mill_session_get_pipeline      (MillSession     *self);
MillHistory      *mill_session_get_history       (MillSession     *self);
/* NULL until it was saved. Borrowed, as are the next two. */
GFile            *mill_session_get_file          (MillSession     *self);
/* The directory that relative paths start from, or NULL. */
GFile            *mill_session_get_base          (MillSession     *self);
const char       *mill_session_get_title         (MillSession     *self);
gboolean          mill_session_get_modified      (MillSession     *self);
/* What typing last knew, or NULL before the first time. Borrowed. */
MillTypes        *mill_session_get_types         (MillSession     *self);
/* Diagnostics of @node: of typing, and of the last run where nothing was changed since. A new array. */
GPtrArray        *mill_session_list_diagnostics  (MillSession     *self,
                                                  const char      *node);

/* Selection: ids of nodes, annotations. Never part of undo. */
gboolean          mill_session_is_selected       (MillSession     *self,
                                                  const char      *id);
gboolean          mill_session_has_selection     (MillSession     *self);
GStrv             mill_session_list_selected     (MillSession     *self);
void              mill_session_select            (MillSession        *self,
                                                  const char *const  *ids);
void              mill_session_select_one        (MillSession     *self,
                                                  const char      *id);
void              mill_session_toggle_selected   (MillSession     *self,
                                                  const char      *id);
const char       *mill_session_get_selected_node (MillSession     *self);
/* Selects @node, shows it on the canvas and, for @param, puts the focus into its field. */
void              mill_session_reveal            (MillSession     *self,
                                                  const char      *node,
                                                  const char      *param);

/* Where runs are remembered; NULL: nowhere. */
void              mill_session_set_store         (MillSession     *self,
                                                  MillStore       *store);
/* Runs. @targets NULL: everything. */
void              mill_session_run               (MillSession        *self,
                                                  const char *const  *targets);
void              mill_session_stop              (MillSession     *self);
gboolean          mill_session_get_running       (MillSession     *self);
void              mill_session_get_status        (MillSession     *self,
                                                  const char      *node,
                                                  MillNodeStatus  *status);
/* How many nodes there are in the present or last run, and how many of them have ended. */
void              mill_session_get_progress      (MillSession     *self,
                                                  guint           *n_ended,
                                                  guint           *n);
/* Rows of a table output in the present or last run, -1 where not known. */
gint64            mill_session_get_rows          (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port);
/* Results of the last run that @node had a part in and ended well, or NULL. They stay when the next run
 * is for other nodes only. Borrowed. */
MillResults      *mill_session_get_node_results  (MillSession     *self,
                                                  const char      *node);
/* Results of the present or last run, or NULL. Borrowed. */
MillResults      *mill_session_get_results       (MillSession     *self);
/* All events of the present or last run so far, MillEvent in order. Borrowed. */
GPtrArray        *mill_session_get_events        (MillSession     *self);

/* Edits in one step, with the label shown by undo. For one command; several go through the history. */
gboolean          mill_session_set_param         (MillSession     *self,
                                                  const char      *node,
                                                  const char      *param,
                                                  JsonNode        *value,
                                                  GError         **error);

/* A document that is not saved anywhere yet, whose relative paths start at @base. With @draft that is a
 * scratch directory, and the files that the document reads from it are copied when it is saved. */
void              mill_session_set_unsaved       (MillSession     *self,
                                                  GFile           *base,
                                                  gboolean         draft);
/* A document that was recovered from a copy: it counts as modified until it is saved. */
void              mill_session_set_rescued       (MillSession     *self,
                                                  GFile           *file,
                                                  GFile           *base);
/* Keeps a copy of unsaved edits that outlives a crash. */
void              mill_session_enable_recovery   (MillSession     *self);

/* Saving. The document is written from a copy in a thread. Fails with G_IO_ERROR_WRONG_ETAG where the
 * file was changed by somebody else since it was read; after mill_session_accept_disk() that is
 * overwritten. */
void              mill_session_accept_disk       (MillSession     *self);
void              mill_session_save_async        (MillSession         *self,
                                                  GFile               *file,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             data);
gboolean          mill_session_save_finish       (MillSession     *self,
                                                  GAsyncResult    *result,
                                                  GError         **error);

G_END_DECLS
