/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/task-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pipeline/file-trouble.h"
#include "pipeline/part-file.h"

typedef struct
{
  char       *port;
  MillOutput *output;
  gboolean    kept;     /* by this task */
} Input;

struct _MillTask
{
  char           *node;
  char           *part;
  MillCompile    *compile;
  MillResults    *results;
  MillConnection *connection;
  GCancellable   *cancellable;
  guint           threads;
  GPtrArray      *inputs;
  GPtrArray      *outputs;
  GPtrArray      *events;    /* MillEvent: log and metrics, as who reuses the results tells them */
  GPtrArray      *files;     /* paths that it wrote */
  MillTaskSend    send;
  gpointer        data;

  GMutex          lock;      /* for what follows: the run looks how far it is */
  double          span_from;
  double          span_to;
  double          told;
};

static void
input_free (gpointer data)
{
  Input *self = data;

  g_free (self->port);
  mill_output_unref (self->output);
  g_free (self);
}

MillTask *
mill_task_new (const char     *node,
               MillCompile    *compile,
               MillResults    *results,
               const char     *part,
               guint           threads,
               GCancellable   *cancellable,
               MillTaskSend    send,
               gpointer        data)
{
  MillTask *self = g_new0 (MillTask, 1);

  self->node = g_strdup (node);
  self->part = g_strdup (part);
  self->compile = compile;
  self->results = results;
  self->threads = threads;
  self->cancellable = cancellable;
  self->inputs = g_ptr_array_new_with_free_func (input_free);
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_event_unref);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->send = send;
  self->data = data;
  g_mutex_init (&self->lock);

  return self;
}

void
mill_task_free (MillTask *self)
{
  if (self == NULL)
    return;

  g_free (self->node);
  g_free (self->part);
  mill_compile_free (self->compile);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->files);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
mill_task_set_connection (MillTask       *self,
                          MillConnection *connection)
{
  self->connection = connection;
}

void
mill_task_add_input (MillTask   *self,
                     const char *port,
                     MillOutput *output)
{
  Input *input = g_new0 (Input, 1);

  input->port = g_strdup (port);
  input->output = mill_output_ref (output);
  g_ptr_array_add (self->inputs, input);
}

GPtrArray *
mill_task_get_outputs (MillTask *self)
{
  return self->outputs;
}

GPtrArray *
mill_task_get_events (MillTask *self)
{
  return self->events;
}

GPtrArray *
mill_task_get_files (MillTask *self)
{
  return self->files;
}

/* Takes @event. */
static void
tell (MillTask  *self,
      MillEvent *event)
{
  g_ptr_array_add (self->events, mill_event_ref (event));
  self->send (event, self->data);
}

GCancellable *
mill_task_get_cancellable (MillTask *self)
{
  return self->cancellable;
}

guint
mill_task_get_threads (MillTask *self)
{
  return self->threads;
}

MillCompile *
mill_task_get_compile (MillTask *self)
{
  return self->compile;
}

gboolean
mill_task_has_input (MillTask   *self,
                     const char *port)
{
  return mill_compile_has_input (self->compile, port);
}

guint
mill_task_get_n_inputs (MillTask   *self,
                        const char *port)
{
  return mill_compile_get_n_inputs (self->compile, port);
}

const MillSchema *
mill_task_get_schema (MillTask   *self,
                      const char *port)
{
  return mill_compile_get_schema (self->compile, port);
}

const MillSchema *
mill_task_get_nth_schema (MillTask   *self,
                          const char *port,
                          guint       index)
{
  return mill_compile_get_nth_schema (self->compile, port, index);
}

const char *
mill_task_get_relation (MillTask   *self,
                        const char *port)
{
  return mill_task_get_nth_relation (self, port, 0);
}

const char *
mill_task_get_nth_relation (MillTask   *self,
                            const char *port,
                            guint       index)
{
  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = g_ptr_array_index (self->inputs, i);

      if (g_str_equal (input->port, port) && index-- == 0)
        return mill_output_is_table (input->output) ? mill_output_get_relation (input->output) : NULL;
    }

  return NULL;
}

/* The table inputs, elements MillOutput without a reference. */
static GPtrArray *
list_tables (MillTask *self)
{
  GPtrArray *tables = g_ptr_array_new ();

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = g_ptr_array_index (self->inputs, i);

      if (mill_output_is_table (input->output))
        g_ptr_array_add (tables, input->output);
    }

  return tables;
}

/* A whole query from a select over the inputs. Frees @select. */
static char *
make_query (MillTask   *self,
            MillSelect *select)
{
  g_autoptr (GPtrArray) tables = list_tables (self);
  g_autofree char *prefix = mill_output_make_prefix (tables);
  g_autofree char *sql = mill_select_to_sql (select);

  mill_select_free (select);

  return g_strconcat (prefix, sql, NULL);
}

MillRows *
mill_task_query (MillTask    *self,
                 MillSelect  *select,
                 GError     **error)
{
  g_autofree char *query = make_query (self, select);

  return mill_connection_query (self->connection, query, self->cancellable, error);
}

/* Every link from the same output reads the kept rows from then on, for this task alone. */
static void
replace_output (MillTask   *self,
                MillOutput *output,
                MillOutput *kept)
{
  g_autoptr (MillOutput) old = mill_output_ref (output);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = g_ptr_array_index (self->inputs, i);

      if (input->output != old)
        continue;
      mill_output_unref (input->output);
      input->output = mill_output_ref (kept);
      input->kept = TRUE;
    }
}

static gboolean
keep_output (MillTask    *self,
             MillOutput  *output,
             GError     **error)
{
  MillScratch *scratch = mill_results_get_scratch (self->results);
  g_autoptr (MillOutput) kept = NULL;
  g_autoptr (MillSchema) schema = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *path = NULL;
  g_autofree char *ordered = NULL;
  g_autofree char *unordered = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *name = NULL;
  MillSelect *select;
  gint64 n_rows = -1;

  select = mill_select_new (mill_output_get_relation (output));
  mill_select_add_all (select);
  mill_select_order_by_rest (select);
  ordered = make_query (self, select);
  path = mill_scratch_make_path (scratch, ".parquet");
  copy = mill_output_make_copy (ordered, path);
  if (!mill_connection_execute (self->connection, copy, &n_rows, self->cancellable, error))
    return FALSE;

  /* It has a name of its own: what other inputs are made of may be the output itself. */
  name = g_strconcat (mill_output_get_port (output), " kept", NULL);
  kept = mill_output_new (mill_output_get_node (output), name);
  schema = mill_output_dup_schema (output);
  unordered = mill_output_make_query (output);
  mill_output_set_query (kept, unordered, none, schema);
  mill_output_set_kept (kept, path, n_rows);
  replace_output (self, output, kept);

  return TRUE;
}

gboolean
mill_task_keep_input (MillTask    *self,
                      const char  *port,
                      GError     **error)
{
  g_return_val_if_fail (mill_task_has_input (self, port), FALSE);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = g_ptr_array_index (self->inputs, i);

      if (g_str_equal (input->port, port) && !input->kept && !keep_output (self, input->output, error))
        return FALSE;
    }

  return TRUE;
}

/* People know the file by the name that it would have had. Takes @written. */
static void
propagate_write_error (GError     **error,
                       GError      *written,
                       const char  *part,
                       const char  *path)
{
  g_autoptr (GError) local_error = written;
  g_autoptr (MillDiagnostic) known = NULL;
  g_autoptr (GString) message = NULL;
  MillDiagnostic *diagnostic;

  if (local_error->domain != MILL_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return;
    }

  known = mill_error_dup_diagnostic (local_error, NULL);
  message = g_string_new (known->message);
  g_string_replace (message, part, path, 0);
  diagnostic = mill_diagnostic_with_node (known, known->node);
  g_set_str (&diagnostic->message, message->str);
  mill_error_take (error, diagnostic);
}

/* Puts a file that is whole in the place of the one that people know. Only what the disk has taken is: a
 * system that goes down would else leave neither. A link stays a link: what it points to is replaced. */
static gboolean
replace_file (const char *part,
              const char *path)
{
  g_autofree char *real = realpath (path, NULL);
  int file = open (part, O_RDONLY | O_CLOEXEC);
  int code = file < 0 || fsync (file) != 0 ? errno : 0;

  if (file >= 0)
    close (file);
  /* Not every file system knows that. */
  errno = code;

  return (code == 0 || code == EINVAL || code == ENOSYS) && g_rename (part, real != NULL ? real : path) == 0;
}

gboolean
mill_task_write_file (MillTask    *self,
                      MillSelect  *select,
                      const char  *path,
                      const char  *format,
                      GPtrArray   *option_names,
                      GPtrArray   *option_values,
                      gint64      *n_rows,
                      GError     **error)
{
  g_autofree char *part = mill_part_file_make_path (path, self->part);
  g_autofree char *target = mill_sql_quote_string (part);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *query = make_query (self, select);
  g_autoptr (GString) copy = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  gboolean is_replaced;
  int lock, code;

  if (g_mkdir_with_parents (directory, 0777) != 0)
    {
      code = errno;
      mill_fail (error, mill_file_trouble_get_hint (code), _("The folder “%s” cannot be made: %s"), directory,
                 g_strerror (code));
      return FALSE;
    }

  /* Where it cannot be made, the database says why. */
  mill_part_file_sweep (path);
  lock = mill_part_file_create (part);

  /* It is made already, and is what shall be renamed. */
  g_string_printf (copy, "COPY (\n%s\n) TO %s (USE_TMP_FILE false, FORMAT %s", query, target, format);
  for (guint i = 0; option_names != NULL && i < option_names->len; i++)
    g_string_append_printf (copy, ", %s %s", (const char *) g_ptr_array_index (option_names, i),
                            mill_expr_get_text (g_ptr_array_index (option_values, i)));
  g_string_append_c (copy, ')');

  if (!mill_connection_execute (self->connection, copy->str, n_rows, self->cancellable,
                                &local_error))
    {
      g_unlink (part);
      if (lock >= 0)
        close (lock);
      propagate_write_error (error, g_steal_pointer (&local_error), part, path);
      return FALSE;
    }

  is_replaced = replace_file (part, path);
  code = errno;
  if (lock >= 0)
    close (lock);
  if (!is_replaced)
    {
      g_unlink (part);
      mill_fail (error, mill_file_trouble_get_hint (code), _("The file “%s” cannot be written: %s"), path,
                 g_strerror (code));
      return FALSE;
    }
  g_ptr_array_add (self->files, g_strdup (path));

  return TRUE;
}

/* The output of @port, made when it is first set. */
static MillOutput *
add_output (MillTask   *self,
            const char *port)
{
  MillOutput *output = mill_output_new (self->node, port);

  g_ptr_array_add (self->outputs, output);

  return output;
}

void
mill_task_set_artifact (MillTask     *self,
                        const char   *port,
                        MillArtifact *artifact)
{
  mill_output_set_artifact (add_output (self, port), artifact);
}

void
mill_task_set_table (MillTask   *self,
                     const char *port,
                     MillSelect *select)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_output_unref);
  g_autoptr (GPtrArray) tables = list_tables (self);
  g_autofree char *sql = mill_select_to_sql (select);
  g_autoptr (MillSchema) unknown = mill_schema_new ();

  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (inputs, mill_output_ref (g_ptr_array_index (tables, i)));

  /* The run learns the columns when it binds the query. */
  mill_output_set_query (add_output (self, port), sql, inputs, unknown);
  mill_select_free (select);
}

void
mill_task_log (MillTask     *self,
               MillSeverity  severity,
               const char   *format,
               ...)
{
  MillEvent *event = mill_event_new (MILL_EVENT_LOG, self->node);
  va_list args;

  va_start (args, format);
  event->text = g_strdup_vprintf (format, args);
  va_end (args);
  event->severity = severity;
  tell (self, event);
}

static MillEvent *
new_note (MillTask   *self,
          const char *text)
{
  MillEvent *event = mill_event_new (MILL_EVENT_LOG, self->node);

  event->severity = MILL_SEVERITY_NOTE;
  event->text = g_strdup (text);

  return event;
}

void
mill_task_log_done (MillTask   *self,
                    const char *now,
                    const char *again)
{
  g_ptr_array_add (self->events, new_note (self, again));
  self->send (new_note (self, now), self->data);
}

static void
set_span (MillTask *self,
          double    from,
          double    to)
{
  g_mutex_lock (&self->lock);
  self->span_from = from;
  self->span_to = to;
  self->told = from;
  g_mutex_unlock (&self->lock);
}

void
mill_task_progress (MillTask *self,
                    double    fraction)
{
  MillEvent *event = mill_event_new (MILL_EVENT_PROGRESS, self->node);

  event->fraction = CLAMP (fraction, 0, 1);
  set_span (self, event->fraction, event->fraction);
  self->send (event, self->data);
}

void
mill_task_progress_span (MillTask *self,
                         double    from,
                         double    to)
{
  /* That nothing is done yet is known. */
  if (from > 0)
    mill_task_progress (self, from);
  set_span (self, from, to);
}

double
mill_task_follow (MillTask *self,
                  double    fraction)
{
  G_MUTEX_AUTO_LOCK (&self->lock, locker);
  double now = self->span_from + CLAMP (fraction, 0, 1) * (self->span_to - self->span_from);

  /* Each of several queries begins anew; what was told is not taken back. */
  if (now <= self->told)
    return -1;
  self->told = now;

  return now;
}

void
mill_task_metric (MillTask   *self,
                  const char *name,
                  const char *series,
                  gint64      step,
                  double      value,
                  double      baseline)
{
  MillEvent *event = mill_event_new (MILL_EVENT_METRIC, self->node);

  event->name = g_strdup (name);
  event->series = g_strdup (series);
  event->step = step;
  event->value = value;
  event->baseline = baseline;
  tell (self, event);
}

gboolean
mill_task_is_cancelled (MillTask  *self,
                        GError   **error)
{
  return g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
