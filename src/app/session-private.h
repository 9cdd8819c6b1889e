/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/fingerprint.h"
#include "app/recovery.h"
#include "app/session.h"
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
  char        *fingerprint;   /* of the node as it ran */
  MillResults *results;       /* where its outputs are, NULL before it has any */
  gboolean     stale;         /* as last told to listeners */
} MillNodePart;

/* The typing worker's own: only one thread at a time has it. Counted (g_atomic_rc_box). */
typedef struct
{
  GFile      *base;
  MillTyping *typing;
} MillTypist;

struct _MillSession
{
  GObject           parent_instance;

  MillPipeline     *pipeline;
  MillHistory      *history;
  GFile            *file;
  GFile            *base;           /* relative paths start here */
  char             *title;
  char             *etag;           /* of the file as last read or written */
  gboolean          draft;          /* base is a scratch copy of a blueprint's folder */
  gboolean          rescued;        /* differs from its file though nothing was edited */
  guint             serial;         /* counts changes of the document */
  GPtrArray        *load_problems;

  GPtrArray        *selection;      /* of char *, in the order in which they were selected */
  GHashTable       *selected;       /* the same as a set */
  char             *selected_node;

  MillTypist       *typist;
  MillTypes        *types;
  GHashTable       *type_problems;  /* node or "" -> GPtrArray of MillDiagnostic */
  guint             typing_source;
  gboolean          typing_busy;
  gboolean          typing_again;

  MillFingerprints *fingerprints;
  gboolean          fingerprints_old;
  guint             stale_source;

  MillRun          *run;
  GCancellable     *run_cancellable;
  GCancellable     *count_cancellable;
  MillEventQueue   *queue;
  guint             drain_source;
  gboolean          running;
  GHashTable       *parts;          /* id -> MillNodePart */
  GHashTable       *rows;           /* "id\nport" -> gint64 * */
  GPtrArray        *events;
  GHashTable       *run_problems;   /* like type_problems */
  guint             n_in_run;       /* nodes of the present or last run */
  guint             n_open;         /* those of them that wait or run */
  MillResults      *results;        /* of the present run */
  MillStore        *store;

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
  SIGNAL_RUN_FINISHED,
  SIGNAL_REVEAL_NODE,
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
  MILL_SESSION_N_PROPS,
};

extern G_GNUC_INTERNAL guint       mill_session_signals[MILL_SESSION_N_SIGNALS];
extern G_GNUC_INTERNAL GParamSpec *mill_session_properties[MILL_SESSION_N_PROPS];

/* session-problems.c */
GHashTable *mill_session_index_problems (GPtrArray *diagnostics);
void        mill_session_add_problem    (GHashTable *index, MillDiagnostic *diagnostic);

/* session-typing.c */
void mill_session_queue_typing       (MillSession *self);
void mill_session_reset_typing       (MillSession *self);
void mill_session_clear_typing       (MillSession *self);

/* session-stale.c */
void mill_session_queue_stale        (MillSession *self);
const char *mill_session_get_fingerprint (MillSession *self, const char *node);
gboolean    mill_session_part_is_stale (MillSession *self, const char *node,
                                          const MillNodePart *part);

/* session-run.c */
void mill_session_init_run           (MillSession *self);
void mill_session_clear_run          (MillSession *self);
void mill_node_part_free           (gpointer     data);

void mill_session_set_rows           (MillSession *self, const char *node, const char *port,
                                      gint64 n_rows);

/* session-count.c */
void mill_session_count_links        (MillSession *self);
void mill_session_stop_counting      (MillSession *self);

/* session-file.c */
void mill_session_set_file           (MillSession *self, GFile *file);
void mill_session_leave_draft        (MillSession *self);
void mill_session_update_title       (MillSession *self);
void mill_session_queue_recovery     (MillSession *self);
void mill_session_clear_recovery     (MillSession *self);

G_END_DECLS
