/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"

G_BEGIN_DECLS

/* Runs node types for tests: a folder of its own for files, and what came of the last run. */
typedef struct
{
  char        *folder;
  guint        threads;
  MillState    state;
  MillResults *results;
  GPtrArray   *diagnostics;   /* MillDiagnostic */
  GPtrArray   *log;           /* char * */
  guint        n_progress;    /* how often "node" told how far it was */
} Harness;

Harness        *harness_new             (void);
void            harness_free            (Harness     *self);

/* Files in the folder, by names relative to it. */
void            harness_put_file        (Harness     *self,
                                         const char  *name,
                                         const char  *text);
void            harness_copy_file       (Harness     *self,
                                         const char  *from,
                                         const char  *name);
/* NULL if there is none. */
char           *harness_get_file        (Harness     *self,
                                         const char  *name);

/* Runs a whole pipeline, given as its text or as a file. */
MillState       harness_run_text        (Harness     *self,
                                         const char  *text);
/* Runs the node "node" of type @type with @params (JSON, ' may stand for ") on the tables given as
 * pairs of a port and CSV text, ended by NULL. Each table is read by a node "in-PORT". */
MillState       harness_run_node        (Harness     *self,
                                         const char  *type,
                                         const char  *params,
                                         ...) G_GNUC_NULL_TERMINATED;

/* The table at an output as CSV: a missing value is an empty cell, an empty text is "". */
char           *harness_get_table       (Harness     *self,
                                         const char  *node,
                                         const char  *port);
/* Fails the test unless the table at @port of "node" is @expected. */
void            harness_assert_table    (Harness     *self,
                                         const char  *port,
                                         const char  *expected);
/* Fails the test unless the run failed with an error of "node" at @param whose message contains
 * @message, and whose hint contains @hint (NULL: any). */
void            harness_assert_error    (Harness     *self,
                                         const char  *param,
                                         const char  *message,
                                         const char  *hint);
/* Fails the test with all diagnostics unless the run was done. */
void            harness_assert_done     (Harness     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Harness, harness_free)

G_END_DECLS
