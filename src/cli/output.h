/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/terminal.h"
#include "pipeline/diagnostic.h"

G_BEGIN_DECLS

/* Results go to the standard output, everything else to the standard error. */

/* A result, as it is. Ends the program quietly when nobody reads any more. */
void mill_output_print       (const char     *format,
                              ...) G_GNUC_PRINTF (1, 2);
void mill_output_text        (const char     *text);
/* One line of JSON. Takes @json. */
void mill_output_json        (JsonNode       *json);
/* Writes out what was printed so far; FALSE where nobody reads any more, or the disk is full. */
gboolean mill_output_flush   (void);
/* At the end of the program: FALSE, and told, where not all could be written. */
gboolean mill_output_close   (void);

/* From now on every diagnostic on the standard error is a line of JSON, for those who asked for
 * JSON on the standard output. */
void mill_output_tell_json   (void);
gboolean mill_output_tells_json (void);

/* What each line on the standard error begins with from now on: which of several runs it is about. NULL: none. */
void mill_output_set_title   (const char     *title);
/* A line on the standard error, as it is. */
void mill_output_note        (const char     *format,
                              ...) G_GNUC_PRINTF (1, 2);
/* A line on the standard error that begins with the program's name. */
void mill_output_error       (const char     *format,
                              ...) G_GNUC_PRINTF (1, 2);
/* A diagnostic on the given stream, its severity coloured on a terminal. */
void mill_output_diagnostic  (MillStream      stream,
                              MillDiagnostic *diagnostic);
/* The same of a mistake on the command line, on the standard error: one line, with its hint. */
void mill_output_usage_problem (MillDiagnostic *diagnostic);
/* What @error says: its diagnostic, or its message. */
void mill_output_gerror      (const GError   *error);

G_END_DECLS
