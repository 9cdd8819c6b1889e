/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/diagnostic.h"

#include <glib/gi18n-lib.h>

/* The public struct is the first member, so that a pointer to it is a pointer to this. */
typedef struct
{
  MillDiagnostic  public;
  gatomicrefcount ref_count;
} Diagnostic;

G_DEFINE_BOXED_TYPE (MillDiagnostic, mill_diagnostic, mill_diagnostic_ref, mill_diagnostic_unref)

static MillDiagnostic *
diagnostic_new_take (MillSeverity  severity,
                     const char   *node,
                     const char   *hint,
                     char         *message)
{
  Diagnostic *self = g_new0 (Diagnostic, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->public.severity = severity;
  self->public.node = g_strdup (node);
  self->public.hint = g_strdup (hint);
  self->public.message = message;

  return &self->public;
}

MillDiagnostic *
mill_diagnostic_new (MillSeverity  severity,
                     const char   *node,
                     const char   *hint,
                     const char   *format,
                     ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  return diagnostic_new_take (severity, node, hint, message);
}

MillDiagnostic *
mill_diagnostic_ref (MillDiagnostic *self)
{
  g_atomic_ref_count_inc (&((Diagnostic *) self)->ref_count);

  return self;
}

void
mill_diagnostic_unref (MillDiagnostic *self)
{
  if (!g_atomic_ref_count_dec (&((Diagnostic *) self)->ref_count))
    return;

  g_free (self->node);
  g_free (self->name);
  g_free (self->param);
  g_free (self->port);
  g_free (self->message);
  g_free (self->hint);
  g_free (self->detail);
  g_free (self);
}

MillDiagnostic *
mill_diagnostic_at_param (MillDiagnostic *self,
                          const char     *param)
{
  g_set_str (&self->param, param);

  return self;
}

MillDiagnostic *
mill_diagnostic_at_port (MillDiagnostic *self,
                         const char     *port)
{
  g_set_str (&self->port, port);

  return self;
}

MillDiagnostic *
mill_diagnostic_at_line (MillDiagnostic *self,
                         guint           line)
{
  self->line = line;

  return self;
}

MillDiagnostic *
mill_diagnostic_with_node (const MillDiagnostic *self,
                           const char           *node)
{
  MillDiagnostic *copy;

  copy = diagnostic_new_take (self->severity, node, self->hint, g_strdup (self->message));
  if (g_strcmp0 (self->node, node) == 0)
    copy->name = g_strdup (self->name);
  copy->param = g_strdup (self->param);
  copy->port = g_strdup (self->port);
  copy->detail = g_strdup (self->detail);
  copy->line = self->line;

  return copy;
}

const char *
mill_severity_get_name (MillSeverity severity)
{
  switch (severity)
    {
    case MILL_SEVERITY_NOTE:
      return "note";
    case MILL_SEVERITY_WARNING:
      return "warning";
    case MILL_SEVERITY_ERROR:
    default:
      return "error";
    }
}

static const char *
severity_get_label (MillSeverity severity)
{
  switch (severity)
    {
    case MILL_SEVERITY_NOTE:
      return _("note");
    case MILL_SEVERITY_WARNING:
      return _("warning");
    case MILL_SEVERITY_ERROR:
    default:
      return _("error");
    }
}

char *
mill_diagnostic_to_text (const MillDiagnostic *self)
{
  GString *text = g_string_new (severity_get_label (self->severity));

  if (self->line > 0)
    {
      g_string_append (text, ": ");
      g_string_append_printf (text, _("line %u of the pipeline file"), self->line);
    }
  if (self->node != NULL)
    g_string_append_printf (text, ": %s", self->name != NULL ? self->name : self->node);
  if (self->param != NULL)
    g_string_append_printf (text, ": %s", self->param);
  else if (self->port != NULL)
    g_string_append_printf (text, ": %s", self->port);
  g_string_append_printf (text, ": %s", self->message);
  if (self->hint != NULL)
    g_string_append_printf (text, " (%s)", self->hint);

  return g_string_free (text, FALSE);
}

static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

JsonNode *
mill_diagnostic_to_json (const MillDiagnostic *self)
{
  JsonNode *json = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  add_string (object, "severity", mill_severity_get_name (self->severity));
  add_string (object, "node", self->node);
  add_string (object, "param", self->param);
  add_string (object, "port", self->port);
  if (self->line > 0)
    json_object_set_int_member (object, "line", self->line);
  add_string (object, "message", self->message);
  add_string (object, "hint", self->hint);
  add_string (object, "detail", self->detail);
  json_node_take_object (json, object);

  return json;
}

GPtrArray *
mill_diagnostics_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mill_diagnostic_unref);
}

gboolean
mill_diagnostics_has_error (GPtrArray *diagnostics)
{
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (diagnostic->severity == MILL_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_same_place (const MillDiagnostic *a,
               const MillDiagnostic *b)
{
  return g_strcmp0 (a->node, b->node) == 0 && g_strcmp0 (a->param, b->param) == 0 &&
         g_strcmp0 (a->port, b->port) == 0;
}

/* Does @known make @diagnostic needless? */
static gboolean
covers (const MillDiagnostic *known,
        const MillDiagnostic *diagnostic)
{
  if (!is_same_place (known, diagnostic))
    return FALSE;
  if (g_str_equal (known->message, diagnostic->message))
    return TRUE;

  return known->severity == MILL_SEVERITY_ERROR &&
         (diagnostic->param != NULL || diagnostic->port != NULL);
}

void
mill_diagnostics_merge (GPtrArray *known,
                        GPtrArray *more)
{
  guint n_known = known->len;

  for (guint i = 0; i < more->len; i++)
    {
      MillDiagnostic *diagnostic = g_ptr_array_index (more, i);
      gboolean covered = FALSE;

      for (guint j = 0; j < n_known && !covered; j++)
        {
          MillDiagnostic *other = g_ptr_array_index (known, j);

          if (!covers (other, diagnostic))
            continue;
          covered = TRUE;
          if (diagnostic->severity > other->severity)
            {
              MillDiagnostic *worse = mill_diagnostic_with_node (other, other->node);

              worse->severity = diagnostic->severity;
              mill_diagnostic_unref (other);
              known->pdata[j] = worse;
            }
        }
      if (!covered)
        g_ptr_array_add (known, mill_diagnostic_ref (diagnostic));
    }
}

typedef struct
{
  MillDiagnostic *diagnostic;
} MillErrorPrivate;

static void
mill_error_private_init (MillErrorPrivate *priv)
{
  priv->diagnostic = NULL;
}

static void
mill_error_private_copy (const MillErrorPrivate *from,
                         MillErrorPrivate       *to)
{
  to->diagnostic = from->diagnostic != NULL ? mill_diagnostic_ref (from->diagnostic) : NULL;
}

static void
mill_error_private_clear (MillErrorPrivate *priv)
{
  g_clear_pointer (&priv->diagnostic, mill_diagnostic_unref);
}

G_DEFINE_EXTENDED_ERROR (MillError, mill_error)

void
mill_error_take (GError         **error,
                 MillDiagnostic  *diagnostic)
{
  GError *made = g_error_new_literal (MILL_ERROR, MILL_ERROR_FAILED, diagnostic->message);

  mill_error_get_private (made)->diagnostic = diagnostic;
  g_propagate_error (error, made);
}

void
mill_fail (GError     **error,
           const char  *hint,
           const char  *format,
           ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  mill_error_take (error, diagnostic_new_take (MILL_SEVERITY_ERROR, NULL, hint, message));
}

void
mill_fail_param (GError     **error,
                 const char  *param,
                 const char  *hint,
                 const char  *format,
                 ...)
{
  MillDiagnostic *diagnostic;
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  diagnostic = diagnostic_new_take (MILL_SEVERITY_ERROR, NULL, hint, message);
  mill_error_take (error, mill_diagnostic_at_param (diagnostic, param));
}

void
mill_fail_port (GError     **error,
                const char  *port,
                const char  *hint,
                const char  *format,
                ...)
{
  MillDiagnostic *diagnostic;
  va_list args;
  char *message;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  diagnostic = diagnostic_new_take (MILL_SEVERITY_ERROR, NULL, hint, message);
  mill_error_take (error, mill_diagnostic_at_port (diagnostic, port));
}

MillDiagnostic *
mill_error_dup_diagnostic (const GError *error,
                           const char   *node)
{
  if (error->domain == MILL_ERROR)
    {
      MillDiagnostic *carried = mill_error_get_private (error)->diagnostic;

      if (carried != NULL && (node == NULL || carried->node != NULL))
        return mill_diagnostic_ref (carried);
      if (carried != NULL)
        return mill_diagnostic_with_node (carried, node);
    }

  return diagnostic_new_take (MILL_SEVERITY_ERROR, node, NULL, g_strdup (error->message));
}
