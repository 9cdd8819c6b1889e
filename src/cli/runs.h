/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"
#include "store/read.h"

G_BEGIN_DECLS

extern const MillCommand mill_command_runs_list;
extern const MillCommand mill_command_runs_show;
extern const MillCommand mill_command_runs_log;
extern const MillCommand mill_command_runs_reproduce;
extern const MillCommand mill_command_runs_keep;
extern const MillCommand mill_command_runs_clean;

/* What the subcommands share. */

/* "2026-03-01 14:05:59", local time. New string. */
char     *mill_runs_format_time    (gint64               time);
/* ISO 8601 in UTC, for JSON. New string. */
char     *mill_runs_format_stamp   (gint64               time);
/* What a list of runs tells of one. */
JsonNode *mill_run_record_to_json  (const MillRunRecord *run);
/* The same and everything else that is remembered: nodes, sources, metrics (the points of curves;
 * scores are in the summary), artifacts, diagnostics; but not its log, which may be of any length. NULL with
 * @error where it cannot be read. */
JsonNode *mill_run_details_to_json (MillStore           *store,
                                    const MillRunRecord *run,
                                    GError             **error);
JsonNode *mill_log_record_to_json  (const MillLogRecord *line);
/* Called with each line of a log; FALSE to stop. */
typedef gboolean (*MillLineFunc)   (const MillLogRecord *line,
                                    gpointer             data);
/* Goes through the log of a run, in pages: never is all of it in memory. FALSE with @error where it cannot
 * be read. */
gboolean  mill_runs_walk_log       (MillStore           *store,
                                    const char          *run,
                                    MillLineFunc         func,
                                    gpointer             data,
                                    GError             **error);
/* The run that was asked for; NULL with the exit code where there is none, which was told. */
MillRunRecord *mill_runs_find      (MillStore           *store,
                                    const char          *text,
                                    int                 *code);
/* Tells what went wrong with the store, and gives the exit code. */
int       mill_runs_fail           (const GError        *error);

G_END_DECLS
