/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fingerprint.h"
#include "app/recovery.h"
#include "app/run-reach.h"
#include "app/session.h"
#include "engine/time-left.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Events on their way from the threads of a run to the main loop. Counted (g_atomic_rc_box), because
 * a run may outlive the session that began it. */
typedef struct
{
  GMutex     lock;
  GPtrArray *events;
} MillEventQueue;

/* What is remembered of a node's part in the last run that it took part in. */
typedef struct
{
  MillState    state;
  double       fraction;
  double       seconds;
  double       left;          /* seconds while it is running, NAN: not known */
  char        *fingerprint;   /* of the node as it ran */
  GStrv        given;         /* "NAME=VALUE": values that the run had in place of the pipeline's, and that count for
                                 the result; or NULL */
  char        *values;        /* the same as people read it: "most = 5" */
  char        *made_with;     /* the fingerprint that it would have if these were the pipeline's */
  MillResults *results;       /* where its outputs are, NULL before it has any */
  gboolean     stale;         /* as last told to listeners */
} MillNodePart;

/* The whole, or what a node of the level before holds. */
typedef struct
{
  char        *path;      /* of that node, from the whole on; NULL: the whole */
  char        *node;      /* the id of that node in the level before, NULL: the whole */
  MillHistory *history;
} MillSessionLevel;

/* The typing worker's own: only one thread at a time has it. Counted (g_atomic_rc_box). */
typedef struct
{
  GFile      *base;
  MillTyping *typing;
} MillTypist;

struct _MillSession
{
  GObject           parent_instance;

  MillPipeline     *whole;
  GPtrArray        *levels;         /* MillSessionLevel, from the whole to the one that is shown */
  MillPipeline     *pipeline;       /* of the level that is shown; owned by its history */
  MillHistory      *history;        /* likewise; owned by levels */
  GPtrArray        *indirect;       /* ids there of what has its results from elsewhere, NULL: unknown */
  MillPipeline     *expanded;       /* what of the whole runs, NULL: to be made */
  MillBindings     *bindings;       /* the values of its parameters, NULL: to be made */
  GFile            *file;
  GFile            *base;           /* relative paths start here */
  char             *title;
  char             *etag;           /* of the file as last read or written */
  gboolean          draft;          /* base is a scratch copy of a blueprint's folder */
  gboolean          rescued;        /* differs from its file though nothing was edited */
  guint             serial;         /* counts changes of the document */
  GPtrArray        *load_problems;
  GHashTable       *notes;          /* like type_problems: of nodes as the file had them, until it is saved */

  GPtrArray        *selection;      /* of char *, in the order in which they were selected */
  GHashTable       *selected;       /* the same as a set */
  char             *selected_node;

  MillTypist       *typist;
  MillTypes        *types;
  GHashTable       *type_problems;  /* path or "" -> GPtrArray of MillDiagnostic */
  guint             typing_source;
  gboolean          typing_busy;
  gboolean          typing_again;

  GHashTable       *files;          /* path -> GFileMonitor, of what nodes read; NULL: not known yet */
  guint             files_source;

  GHashTable       *outlooks;       /* path -> MillOutlook */
  guint             outlooks_serial;  /* of the document that they are of */
  GCancellable     *forecast_cancellable;
  guint             forecast_source;

  MillFingerprints *fingerprints;
  gboolean          fingerprints_old;
  guint             stale_source;

  MillRun          *run;
  GCancellable     *run_cancellable;
  GCancellable     *count_cancellable;
  MillEventQueue   *queue;
  guint             drain_source;
  gboolean          running;
  GHashTable       *parts;          /* path -> MillNodePart */
  GHashTable       *parts_within;   /* path of a holder -> GPtrArray of the paths in parts within it */
  GHashTable       *rows;           /* "path\nport" -> gint64 * */
  GPtrArray        *events;
  MillRunLog       *log;
  GHashTable       *run_problems;   /* like type_problems */
  guint             n_in_run;       /* nodes of the present or last run */
  guint             n_open;         /* those of them that wait or run */
  MillValueGrid    *sweep;          /* of the runs that are made one after the other, or NULL */
  guint             sweep_index;    /* of the present one */
  guint             sweep_n_bad;    /* those before that were not done */
  MillRunReach     *reach;
  MillTimeLeft     *time_left;      /* while it runs */
  MillResults      *results;        /* of the present run */
  MillStore        *store;
  MillCache        *cache;          /* or NULL */
  char             *spill;          /* the folder as the settings last had it, NULL: in the cache */
  GCancellable     *recall_cancellable;

  MillComparison   *comparison;     /* or NULL */

  MillRecovery     *recovery;
  guint             recovery_source;
};

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_TYPES_CHANGED,
  SIGNAL_NODE_STATUS_CHANGED,
  SIGNAL_ROWS_CHANGED,
  SIGNAL_EVENTS,
  SIGNAL_RUN_STARTED,
  SIGNAL_RUN_REACHED,
  SIGNAL_RUN_FINISHED,
  SIGNAL_REVEAL_NODE,
  SIGNAL_LEVEL_LEFT,
  SIGNAL_COMPARISON_CHANGED,
  MILL_SESSION_N_SIGNALS,
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_FILE,
  PROP_MODIFIED,
  PROP_RUNNING,
  PROP_HAS_RUN,
  PROP_SELECTED_NODE,
  PROP_LEVEL,
  MILL_SESSION_N_PROPS,
};

extern G_GNUC_INTERNAL guint       mill_session_signals[MILL_SESSION_N_SIGNALS];
extern G_GNUC_INTERNAL GParamSpec *mill_session_properties[MILL_SESSION_N_PROPS];

/* session.c */
void mill_session_forget_removed     (MillSession *self);
/* Another level is shown, of which @id (may be NULL) is selected; then tells so. */
void mill_session_reset_selection    (MillSession *self, const char *id);
void mill_session_tell_selection     (MillSession *self);

/* session-time-left.c */
void mill_session_begin_time_left    (MillSession *self);
void mill_session_end_time_left      (MillSession *self);
void mill_session_note_time_left     (MillSession *self, const MillEvent *event);

/* session-events.c */
MillEventQueue *mill_session_new_queue (void);
void mill_session_release_queue      (gpointer queue);
/* Called from the threads of a run. */
void mill_session_push_event         (MillEvent *event, gpointer queue);
/* Takes in what has come. */
void mill_session_drain              (MillSession *self);
void mill_session_set_state          (MillSession *self, MillNodePart *part, MillState state);
/* Nodes that were still to come when the run ended will not come any more. */
void mill_session_end_unfinished     (MillSession *self);

/* session-sweep.c */
/* A run has ended: counts it, and begins the next one. */
void mill_session_note_sweep         (MillSession *self, MillState state);
void mill_session_continue_sweep     (MillSession *self);
/* No further run is begun. */
void mill_session_clear_sweep        (MillSession *self);

/* session-targets.c */
/* The paths of what runs for @nodes of the shown level. Never NULL. */
GStrv mill_session_find_targets      (MillSession *self, const char *const *nodes);

/* session-run.c */
/* What a run works with; the members point into @self. */
void mill_session_fill_options       (MillSession *self, MillRunOptions *options, char **identity);

/* session-files.c */
/* The absolute paths of what nodes read, as a set. From any thread. */
GHashTable *mill_session_list_files  (MillPipeline *pipeline, MillBindings *bindings, GFile *base);
/* Those, and no others, from now on. */
void mill_session_watch_files        (MillSession *self, GHashTable *paths);
void mill_session_clear_files        (MillSession *self);

/* session-forecast.c */
void mill_session_init_forecast      (MillSession *self);
void mill_session_clear_forecast     (MillSession *self);
/* Something changed that results may depend on. */
void mill_session_queue_forecast     (MillSession *self);
/* A run is about to begin, after which all is asked for again. The paths of those that had one, as a set. */
GHashTable *mill_session_forget_outlooks (MillSession *self);
/* Or NULL. @current: of what is drawn now, else of what was a moment ago. Borrowed. */
const MillOutlook *
     mill_session_get_outlook_at     (MillSession *self, const char *path, gboolean *current);

/* session-recall.c */
void mill_session_stop_recall        (MillSession *self);

/* session-level.c */
void mill_session_init_levels        (MillSession *self, MillPipeline *whole);
void mill_session_clear_levels       (MillSession *self);
MillHistory *mill_session_get_whole_history (MillSession *self);
/* The document changed: what is derived from it is made anew. */
void mill_session_forget_derived     (MillSession *self);
/* The id in the shown level of the node that is, or holds, the one at @path. New string, or NULL. */
char *mill_session_find_shown        (MillSession *self, const char *path);
MillPipeline *mill_session_get_expanded (MillSession *self);
/* Where what an output of a node of the shown level gives is made; FALSE: nowhere. New strings. */
gboolean mill_session_find_maker     (MillSession *self, const char *node, const char *port,
                                      char **made_by, char **made_at);
/* Signals for those of the shown level. */
void mill_session_emit_status        (MillSession *self, const char *path);
void mill_session_emit_rows          (MillSession *self, const char *path, const char *port);
/* After the rows of others changed: of nodes that show those. */
void mill_session_emit_indirect_rows (MillSession *self);
/* Adds to @ids the nodes of the shown level that @paths are or are within, and those that show what
 * others have. */
void mill_session_add_shown          (MillSession *self, GHashTable *paths, GHashTable *ids);

/* session-problems.c */
GHashTable *mill_session_index_problems (GPtrArray *diagnostics);
void        mill_session_add_problem    (GHashTable *index, MillDiagnostic *diagnostic);
/* What was found when the file was read. */
void        mill_session_set_load_problems (MillSession *self, GPtrArray *problems);
/* The file has the nodes as they are now. */
void        mill_session_forget_notes   (MillSession *self);

/* session-typing.c */
void mill_session_queue_typing       (MillSession *self);
void mill_session_reset_typing       (MillSession *self);
void mill_session_clear_typing       (MillSession *self);

/* session-stale.c */
void mill_session_queue_stale        (MillSession *self);
const char *mill_session_get_fingerprint (MillSession *self, const char *path);
/* Of what is drawn, with @values of its parameters, "NAME=VALUE". Free with mill_fingerprints_free(). */
MillFingerprints *mill_session_make_fingerprints (MillSession *self, const char *const *values);
gboolean    mill_session_part_is_stale (MillSession *self, const char *path,
                                          const MillNodePart *part);
/* The values that it was made with, where the pipeline has others: "most = 5"; or NULL. Borrowed. */
const char *mill_session_get_part_values (MillSession *self, const MillNodePart *part);
/* Is a node of the shown level stale for nothing but the values that it was made with? */
gboolean    mill_session_is_by_values  (MillSession *self, const char *node);
/* Tells of the nodes at @paths (a set, to which is added), and of those that became stale or no longer are. */
void        mill_session_update_stale  (MillSession *self, GHashTable *paths);

/* session-run.c */
void mill_session_init_run           (MillSession *self);
void mill_session_clear_run          (MillSession *self);
void mill_node_part_free             (gpointer     data);

/* session-rows.c */
char *mill_session_make_rows_key     (const char *node, const char *port);
void mill_session_set_rows           (MillSession *self, const char *path, const char *port,
                                      gint64 n_rows);
gint64 mill_session_find_rows        (MillSession *self, const char *path, const char *port);
/* Of the nodes with these ids. */
void mill_session_forget_rows        (MillSession *self, GPtrArray *ids);

/* session-status.c */
/* The part of the node at @path, made if need be. */
MillNodePart *mill_session_ensure_part (MillSession *self, const char *path);

/* session-count.c */
void mill_session_count_links        (MillSession *self);
void mill_session_stop_counting      (MillSession *self);

/* session-file.c */
void mill_session_set_file           (MillSession *self, GFile *file);
void mill_session_leave_draft        (MillSession *self);
void mill_session_update_title       (MillSession *self);
void mill_session_queue_recovery     (MillSession *self);

G_END_DECLS
