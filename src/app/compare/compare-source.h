/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pipeline/pipeline.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Where another version of a document comes from. Each is read in a thread; where that fails, the error says what
 * is missing and what would help. */

/* From a file. */
void          mill_compare_read_file_async   (const MillCatalogue *catalogue,
                                              GFile               *file,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             data);
/* @file as git has it in the last commit of what is checked out. */
void          mill_compare_read_commit_async (const MillCatalogue *catalogue,
                                              GFile               *file,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             data);
/* As it was when @run (a whole id) began, with the values that its parameters had in it. */
void          mill_compare_read_run_async    (const MillCatalogue *catalogue,
                                              MillStore           *store,
                                              const char          *run,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             data);
/* Of each of them. New reference. */
MillPipeline *mill_compare_read_finish       (GAsyncResult        *result,
                                              GError             **error);

G_END_DECLS
