/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  MILL_SEVERITY_NOTE,
  MILL_SEVERITY_WARNING,
  MILL_SEVERITY_ERROR,
} MillSeverity;

/* What a person is told when something is wrong: where (node and parameter or port, or a line of
 * the file), what was found (message), what would be right (hint), and an untranslated detail for
 * the log. Immutable after it was made, counted references, may cross threads. */
typedef struct
{
  MillSeverity  severity;
  char         *node;      /* id of the node, or NULL: the pipeline as a whole */
  char         *name;      /* what people call that node (node-names.h), or NULL: by its id */
  char         *param;     /* JSON name of the parameter, or NULL */
  char         *port;      /* name of the port, or NULL */
  guint         line;      /* line of the file counted from 1, or 0 */
  char         *message;   /* translated */
  char         *hint;      /* translated, or NULL */
  char         *detail;    /* untranslated, or NULL */
} MillDiagnostic;

GType           mill_diagnostic_get_type  (void);
MillDiagnostic *mill_diagnostic_new       (MillSeverity    severity,
                                           const char     *node,
                                           const char     *hint,
                                           const char     *format,
                                           ...) G_GNUC_PRINTF (4, 5);
MillDiagnostic *mill_diagnostic_ref       (MillDiagnostic *self);
void            mill_diagnostic_unref     (MillDiagnostic *self);
/* These three are for the maker, before the diagnostic is handed on; each returns @self. */
MillDiagnostic *mill_diagnostic_at_param  (MillDiagnostic *self,
                                           const char     *param);
MillDiagnostic *mill_diagnostic_at_port   (MillDiagnostic *self,
                                           const char     *port);
MillDiagnostic *mill_diagnostic_at_line   (MillDiagnostic *self,
                                           guint           line);
/* A copy of @self that names @node. */
MillDiagnostic *mill_diagnostic_with_node (const MillDiagnostic *self,
                                           const char     *node);
/* One line for a terminal: "error: Weather: path: no such file (choose ...)". */
char           *mill_diagnostic_to_text   (const MillDiagnostic *self);
JsonNode       *mill_diagnostic_to_json   (const MillDiagnostic *self);
const char     *mill_severity_get_name    (MillSeverity    severity);

/* A list of diagnostics is a GPtrArray that owns them. */
GPtrArray      *mill_diagnostics_new      (void);
gboolean        mill_diagnostics_has_error (GPtrArray *diagnostics);
/* Adds to @known those of @more that say something new. One about a parameter or port of which @known
 * has an error already does not; nor does one with the same words about the same place, of which the
 * worse severity stays. */
void            mill_diagnostics_merge    (GPtrArray       *known,
                                           GPtrArray       *more);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillDiagnostic, mill_diagnostic_unref)

/* Inside the program a diagnostic travels as a GError of this domain, which carries it. */
#define MILL_ERROR (mill_error_quark ())

typedef enum
{
  MILL_ERROR_FAILED,     /* the pipeline or its data is at fault; carries a diagnostic */
  MILL_ERROR_INVALID,    /* the file is not a pipeline */
} MillErrorCode;

GQuark          mill_error_quark          (void);
/* Takes @diagnostic. */
void            mill_error_take           (GError        **error,
                                           MillDiagnostic *diagnostic);
/* Shortcuts for nodes: the engine adds which node it was. @hint may be NULL. */
void            mill_fail                 (GError        **error,
                                           const char     *hint,
                                           const char     *format,
                                           ...) G_GNUC_PRINTF (3, 4);
void            mill_fail_param           (GError        **error,
                                           const char     *param,
                                           const char     *hint,
                                           const char     *format,
                                           ...) G_GNUC_PRINTF (4, 5);
void            mill_fail_port            (GError        **error,
                                           const char     *port,
                                           const char     *hint,
                                           const char     *format,
                                           ...) G_GNUC_PRINTF (4, 5);
/* The diagnostic within @error; for an error of another domain, one made of its message.
 * @node is filled in where the diagnostic names none. */
MillDiagnostic *mill_error_dup_diagnostic (const GError   *error,
                                           const char     *node);

G_END_DECLS
