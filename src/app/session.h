/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/compare/comparison.h"
#include "app/outlook.h"
#include "app/recovery.h"
#include "app/run-log.h"
#include "engine/event.h"
#include "engine/results.h"
#include "engine/run.h"
#include "engine/typing.h"
#include "pipeline/history.h"
#include "pipeline/value-grid.h"
#include "store/store.h"

G_BEGIN_DECLS

/* One open pipeline as the widgets see it: the document with its history, the file, the selection,
 * what typing knows, and the present or last run. Lives on the main thread; whatever takes time is
 * done in threads, and nothing here waits for them.
 *
 * One level of the document is shown: the whole, or what a component holds. Ids are those of nodes of that
 * level; where a function is about any node of the whole it takes a path (pipeline/expand.h).
 *
 * properties (all notify): "title", "file", "modified", "running", "has-run", "selected-node" (the id
 * of the one selected node, or NULL), "level" (the path of the component that is shown; NULL: the whole).
 * signals:
 *   "selection-changed" ()
 *   "types-changed" (GHashTable *ids)        columns or diagnostics of these nodes are other ones: a set of
 *                                            ids; empty where it is the pipeline's own diagnostics alone
 *   "node-status-changed" (const char *id)   state, progress or time of a node
 *   "rows-changed" (const char *id, const char *port)
 *   "events" (MillEvent **events, guint n)   a batch, as they come, once a frame at most
 *   "run-started" (), "run-finished" (MillState)
 *   "run-reached" (const char *id)           the run has come to this node (run-reach.h), after its status
 *   "reveal-node" (const char *id, const char *param or NULL)   somebody asks to be led there
 *   "level-left" ()                          the pipeline and the history will be those of another level:
 *                                            the last time to let go of them; "level" is notified after
 *   "comparison-changed" ()                  it is compared with something else, or differs in something else
 */
#define MILL_TYPE_SESSION (mill_session_get_type ())
G_DECLARE_FINAL_TYPE (MillSession, mill_session, MILL, SESSION, GObject)

/* What a card shows of a node's part in the present or last run. */
typedef struct
{
  MillState   state;
  double      fraction;    /* of the work while running; negative: unknown */
  double      seconds;     /* once ended */
  double      left;        /* in seconds, while running; NAN: not known */
  gboolean    stale;       /* it is not what a run would give now */
  const char *values;      /* stale, as the run had other values of parameters: "most = 5"; or NULL. Borrowed */
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
/* Of the level that is shown. */
MillPipeline     *mill_session_get_pipeline      (MillSession     *self);
MillHistory      *mill_session_get_history       (MillSession     *self);
/* What is saved and run: the level that is not within any component. */
MillPipeline     *mill_session_get_whole         (MillSession     *self);

/* Shows what the component of @node holds; FALSE where it holds none. Nothing is selected then. */
gboolean          mill_session_enter             (MillSession     *self,
                                                  const char      *node);
/* Goes back by as many levels, and selects the node that was left. */
void              mill_session_leave             (MillSession     *self,
                                                  guint            n_levels);
/* Shows the level at @path (NULL: the whole); FALSE: there is none, and one on the way may be shown. */
gboolean          mill_session_go_to_level       (MillSession     *self,
                                                  const char      *path);
/* The path of the component that is shown, or NULL: the whole. Borrowed. */
const char       *mill_session_get_level         (MillSession     *self);
/* The path of a node of the shown level, which may be one that was there. New string. */
char             *mill_session_make_path         (MillSession     *self,
                                                  const char      *node);
/* What people call the node at @path: "Clean › Impute"; @path itself where there is none. Borrowed. */
const char       *mill_session_get_path_label    (MillSession     *self,
                                                  const char      *path);
/* What the levels on the way to the shown one are called, from the whole on. Free with g_strfreev(). */
GStrv             mill_session_list_level_titles (MillSession     *self);

/* NULL until it was saved. Borrowed, as are the next two. */
GFile            *mill_session_get_file          (MillSession     *self);
/* The directory that relative paths start from, or NULL. */
GFile            *mill_session_get_base          (MillSession     *self);
const char       *mill_session_get_title         (MillSession     *self);
gboolean          mill_session_get_modified      (MillSession     *self);
/* What typing last knew, by path, or NULL before the first time. Borrowed. */
MillTypes        *mill_session_get_types         (MillSession     *self);
/* Columns of the tables that leave and enter a node, NULL where not known; what only passes through a
 * component or a bypassed node included. Borrowed. */
const MillSchema *mill_session_get_columns       (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port);
const MillSchema *mill_session_get_input_columns (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port);
const MillModelShape *
                  mill_session_get_model         (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port);
/* Diagnostics of @node, and of all within the component it holds: of typing, of the last run where nothing
 * was changed since, and what was noted when the file was read, until it is saved. Each names its node by
 * path. A new array. */
GPtrArray        *mill_session_list_diagnostics  (MillSession     *self,
                                                  const char      *node);

/* The settings of the node at @path as a run would have them, with the values of parameters in them; NULL: nothing
 * is known, or they are not to be shown, as they come from the environment. What is wrong with them is added to
 * @problems. */
JsonObject       *mill_session_dup_settings      (MillSession     *self,
                                                  const char      *path,
                                                  GPtrArray       *problems);

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
/* Selects @node, shows it on the canvas and, for @param, puts the focus into its field; for "" into that
 * which something is wrong with, or else the first. */
void              mill_session_reveal            (MillSession     *self,
                                                  const char      *node,
                                                  const char      *param);

/* The same for a node of any level, which becomes the one that is shown. */
void              mill_session_reveal_path       (MillSession     *self,
                                                  const char      *path,
                                                  const char      *param);

/* Where runs are remembered; NULL: nowhere. */
void              mill_session_set_store         (MillSession     *self,
                                                  MillStore       *store);
/* Borrowed. */
MillStore        *mill_session_get_store         (MillSession     *self);
/* Runs @nodes, with all they need; NULL: the whole. */
void              mill_session_run               (MillSession        *self,
                                                  const char *const  *nodes);
/* The same, without use of what earlier runs gave. */
void              mill_session_run_from_scratch  (MillSession        *self,
                                                  const char *const  *nodes);
/* Runs the whole with @values of its parameters, "NAME=VALUE", in place of its own: for this run only. */
void              mill_session_run_with_values   (MillSession        *self,
                                                  const char *const  *values);
/* Makes such a run for each combination of @values (taken), one after the other, until one is stopped. One that
 * fails is followed by the next. */
void              mill_session_run_sweep         (MillSession        *self,
                                                  MillValueGrid      *values);
/* FALSE: the present run, or while "run-finished" is told the one that has ended, is not one of several. @n_bad: how
 * many of those that have ended were not done. */
gboolean          mill_session_get_sweep         (MillSession        *self,
                                                  guint              *index,
                                                  guint              *n,
                                                  guint              *n_bad);
/* Shows what the last runs of the file gave and is still known, without running anything: unless there was a
 * run by the time that it has been found. */
void              mill_session_recall            (MillSession     *self);
/* Where results are kept; NULL: nowhere. */
void              mill_session_set_cache         (MillSession     *self,
                                                  MillCache       *cache);
void              mill_session_stop              (MillSession     *self);
gboolean          mill_session_get_running       (MillSession     *self);
/* It runs, but has been told to stop; "running" is notified. */
gboolean          mill_session_get_stopping      (MillSession     *self);
/* Of a node with a component: what all within come to. */
void              mill_session_get_status        (MillSession     *self,
                                                  const char      *node,
                                                  MillNodeStatus  *status);
/* Looks whether files that nodes read have come, changed or gone, where nothing told so. */
void              mill_session_check_files       (MillSession     *self);
/* What changed since the run that gave the result of @node: sentences as `millctl why` has them, in lines of their
 * own; NULL: nothing, or not known yet. "node-status-changed" is emitted when they are others. New string. */
char             *mill_session_dup_reasons       (MillSession     *self,
                                                  const char      *node);
/* What a run would do with @node; NULL: not known (yet), or nothing. That it is another is told like the reasons.
 * Borrowed until the main loop goes on. */
const MillOutlook *
                  mill_session_get_outlook       (MillSession     *self,
                                                  const char      *node);
/* How many nodes there are in the present or last run, and how many of them have ended. */
void              mill_session_get_progress      (MillSession     *self,
                                                  guint           *n_ended,
                                                  guint           *n);
/* The seconds that the present run still takes, NAN: nobody knows. Goes on by itself: ask again every second. */
double            mill_session_get_left          (MillSession     *self);
/* Rows of a table output in the present or last run, -1 where not known. */
gint64            mill_session_get_rows          (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port);
/* Results of the last run that @node had a part in and ended well, or NULL. They stay when the next run
 * is for other nodes only. Borrowed. */
MillResults      *mill_session_get_node_results  (MillSession     *self,
                                                  const char      *node);
/* Where to look for what an output of @node gave: such results of the node that made it (borrowed, NULL:
 * none), and the id and port that it has there (new strings, set where there are results). */
MillResults      *mill_session_find_results      (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port,
                                                  char           **made_by,
                                                  char           **made_at);
/* The model, chart... at an output of @node, or NULL. New reference. */
MillArtifact     *mill_session_dup_artifact      (MillSession     *self,
                                                  const char      *node,
                                                  const char      *port);
/* Results of the present or last run, or NULL. Borrowed. */
MillResults      *mill_session_get_results       (MillSession     *self);
/* The events of the present or last run so far, MillEvent in order, but for its progress and for the lines of
 * its log, of which there may be very many. Borrowed. */
GPtrArray        *mill_session_get_events        (MillSession     *self);
/* What that run has said. Borrowed. */
MillRunLog       *mill_session_get_log           (MillSession     *self);

/* Edits in one step, with the label shown by undo. For one command; several go through the history. */
gboolean          mill_session_set_param         (MillSession     *self,
                                                  const char      *node,
                                                  const char      *param,
                                                  JsonNode        *value,
                                                  GError         **error);

/* Likewise; of what a merge left to be chosen in the level that is shown. */
gboolean          mill_session_settle_conflict   (MillSession        *self,
                                                  const MillConflict *conflict,
                                                  gboolean            theirs,
                                                  GError            **error);

/* A document that is not saved anywhere yet, whose relative paths start at @base. With @draft that is a
 * scratch directory, and the files that the document reads from it are copied when it is saved. */
void              mill_session_set_unsaved       (MillSession     *self,
                                                  GFile           *base,
                                                  gboolean         draft);
/* A document that was read from the copy that @lost is of: it counts as modified until it is saved, and
 * the copy goes on to be its own. */
void              mill_session_set_rescued       (MillSession     *self,
                                                  const MillLost  *lost);
/* Keeps a copy of unsaved edits that outlives a crash. */
void              mill_session_enable_recovery   (MillSession     *self);
/* The name of that copy, or NULL: none is kept. Borrowed. */
const char       *mill_session_get_recovery_name (MillSession     *self);
/* Removes the copy, and keeps none any more: the edits are given up. */
void              mill_session_clear_recovery    (MillSession     *self);

/* Tells what the whole differs in from @before, which people call @title, until @before is NULL. */
void              mill_session_compare           (MillSession     *self,
                                                  MillPipeline    *before,
                                                  const char      *title);
/* NULL: it is compared with nothing. Borrowed. */
MillComparison   *mill_session_get_comparison    (MillSession     *self);

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
