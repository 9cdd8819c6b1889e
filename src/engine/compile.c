/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/compile.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "engine/compile-private.h"
#include "pipeline/file-trouble.h"

struct _MillCompile
{
  char           *node;
  GFile          *base;
  MillBindings   *bindings;
  MillConnection *connection;
  MillDuck       *duck;
  GPtrArray      *inputs;      /* MillCompileInput */
  GPtrArray      *outputs;     /* MillCompileOutput */
  char           *aside;       /* directory to write files to, or NULL */
  GPtrArray      *read_paths;  /* char * */
  GPtrArray      *functions;   /* char * */
};

static void
input_free (gpointer data)
{
  MillCompileInput *self = data;

  g_free (self->port);
  g_free (self->relation);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_clear_pointer (&self->model, mill_model_shape_free);
  g_clear_object (&self->artifact);
  g_free (self);
}

static void
output_free (gpointer data)
{
  MillCompileOutput *self = data;

  g_free (self->port);
  g_free (self->sql);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_clear_pointer (&self->model, mill_model_shape_free);
  g_free (self);
}

MillModelShape *
mill_model_shape_new (const char *target,
                      const char *target_type)
{
  MillModelShape *self = g_new (MillModelShape, 1);

  self->target = g_strdup (target);
  self->target_type = g_strdup (target_type);

  return self;
}

MillModelShape *
mill_model_shape_copy (const MillModelShape *self)
{
  return self != NULL ? mill_model_shape_new (self->target, self->target_type) : NULL;
}

void
mill_model_shape_free (MillModelShape *self)
{
  if (self == NULL)
    return;
  g_free (self->target);
  g_free (self->target_type);
  g_free (self);
}

MillCompile *
mill_compile_new (const char     *node,
                  GFile          *base,
                  MillBindings   *bindings,
                  MillConnection *connection,
                  MillDuck       *duck)
{
  MillCompile *self = g_new0 (MillCompile, 1);

  self->node = g_strdup (node);
  g_set_object (&self->base, base);
  self->bindings = bindings != NULL ? mill_bindings_ref (bindings) : NULL;
  self->connection = connection;
  self->duck = duck != NULL ? mill_duck_ref (duck) : NULL;
  self->inputs = g_ptr_array_new_with_free_func (input_free);
  self->outputs = g_ptr_array_new_with_free_func (output_free);
  self->read_paths = g_ptr_array_new_with_free_func (g_free);
  self->functions = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
mill_compile_write_aside (MillCompile *self,
                          const char  *directory)
{
  g_set_str (&self->aside, directory);
}

void
mill_compile_free (MillCompile *self)
{
  if (self == NULL)
    return;

  g_free (self->node);
  g_free (self->aside);
  g_clear_object (&self->base);
  g_clear_pointer (&self->bindings, mill_bindings_unref);
  g_clear_pointer (&self->duck, mill_duck_unref);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->read_paths);
  g_ptr_array_unref (self->functions);
  g_free (self);
}

void
mill_compile_add_input (MillCompile          *self,
                        const char           *port,
                        const char           *relation,
                        MillSchema           *schema,
                        const MillModelShape *model,
                        MillArtifact         *artifact)
{
  MillCompileInput *input = g_new0 (MillCompileInput, 1);

  input->port = g_strdup (port);
  input->relation = g_strdup (relation);
  input->schema = schema != NULL ? mill_schema_ref (schema) : NULL;
  input->model = mill_model_shape_copy (model);
  g_set_object (&input->artifact, artifact);
  g_ptr_array_add (self->inputs, input);
}

char *
mill_compile_make_empty_prefix (MillCompile *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *prefix = g_string_new (NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const MillCompileInput *input = g_ptr_array_index (self->inputs, i);
      g_autofree char *name = NULL;
      g_autofree char *empty = NULL;

      if (input->schema == NULL || input->relation == NULL ||
          !g_hash_table_add (seen, input->relation))
        continue;
      name = mill_sql_quote_identifier (input->relation);
      empty = mill_schema_to_empty_select (input->schema);
      g_string_append_printf (prefix, "%s %s AS (%s)", prefix->len > 0 ? "," : "WITH", name, empty);
    }
  if (prefix->len > 0)
    g_string_append_c (prefix, '\n');

  return g_string_free (prefix, FALSE);
}

GPtrArray *
mill_compile_get_outputs (MillCompile *self)
{
  return self->outputs;
}

GPtrArray *
mill_compile_get_read_paths (MillCompile *self)
{
  return self->read_paths;
}

static const MillCompileInput *
find_input (MillCompile *self,
            const char  *port,
            guint        index)
{
  for (guint i = 0; i < self->inputs->len; i++)
    {
      const MillCompileInput *input = g_ptr_array_index (self->inputs, i);

      if (g_str_equal (input->port, port) && index-- == 0)
        return input;
    }

  return NULL;
}

const char *
mill_compile_get_node (MillCompile *self)
{
  return self->node;
}

gboolean
mill_compile_has_input (MillCompile *self,
                        const char  *port)
{
  return find_input (self, port, 0) != NULL;
}

guint
mill_compile_get_n_inputs (MillCompile *self,
                           const char  *port)
{
  guint n = 0;

  while (find_input (self, port, n) != NULL)
    n++;

  return n;
}

const MillSchema *
mill_compile_get_schema (MillCompile *self,
                         const char  *port)
{
  return mill_compile_get_nth_schema (self, port, 0);
}

const MillSchema *
mill_compile_get_nth_schema (MillCompile *self,
                             const char  *port,
                             guint        index)
{
  const MillCompileInput *input = find_input (self, port, index);

  return input != NULL ? input->schema : NULL;
}

const char *
mill_compile_get_relation (MillCompile *self,
                           const char  *port)
{
  return mill_compile_get_nth_relation (self, port, 0);
}

const char *
mill_compile_get_nth_relation (MillCompile *self,
                               const char  *port,
                               guint        index)
{
  const MillCompileInput *input = find_input (self, port, index);

  return input != NULL ? input->relation : NULL;
}

const MillModelShape *
mill_compile_get_model (MillCompile *self,
                        const char  *port)
{
  return mill_compile_get_nth_model (self, port, 0);
}

const MillModelShape *
mill_compile_get_nth_model (MillCompile *self,
                            const char  *port,
                            guint        index)
{
  const MillCompileInput *input = find_input (self, port, index);

  return input != NULL ? input->model : NULL;
}

MillArtifact *
mill_compile_get_artifact (MillCompile *self,
                           const char  *port)
{
  return mill_compile_get_nth_artifact (self, port, 0);
}

MillArtifact *
mill_compile_get_nth_artifact (MillCompile *self,
                               const char  *port,
                               guint        index)
{
  const MillCompileInput *input = find_input (self, port, index);

  return input != NULL ? input->artifact : NULL;
}

const MillColumn *
mill_compile_require_column (MillCompile  *self,
                             const char   *port,
                             const char   *param,
                             const char   *column,
                             GError      **error)
{
  const MillSchema *schema = mill_compile_get_schema (self, port);
  const MillColumn *found = NULL;
  g_autofree char *hint = NULL;
  const char *near;

  if (schema == NULL)
    {
      mill_fail_port (error, port, NULL, _("No table is connected"));
      return NULL;
    }
  if (column == NULL || *column == '\0')
    {
      mill_fail_param (error, param, NULL, _("No column is chosen"));
      return NULL;
    }
  found = mill_schema_find (schema, column);
  if (found != NULL)
    return found;

  near = mill_schema_suggest (schema, column);
  if (near != NULL)
    hint = g_strdup_printf (_("Did you mean “%s”?"), near);
  mill_fail_param (error, param, hint, _("There is no column “%s”"), column);

  return NULL;
}

/* @error again, but at @param. Takes @error. */
static void
propagate_at_param (GError     **error,
                    GError      *found,
                    const char  *param)
{
  if (found->domain == MILL_ERROR)
    {
      g_autoptr (MillDiagnostic) diagnostic = mill_error_dup_diagnostic (found, NULL);
      MillDiagnostic *moved = mill_diagnostic_with_node (diagnostic, diagnostic->node);

      mill_error_take (error, mill_diagnostic_at_param (moved, param));
      g_error_free (found);
      return;
    }

  g_propagate_error (error, found);
}

MillExpr *
mill_compile_typed_expression (MillCompile  *self,
                               const char   *port,
                               const char   *param,
                               const char   *text,
                               char        **type,
                               GError      **error)
{
  const MillSchema *schema = mill_compile_get_schema (self, port);
  GError *local_error = NULL;
  MillExpr *expr;

  if (schema == NULL)
    {
      mill_fail_port (error, port, NULL, _("No table is connected"));
      return NULL;
    }
  expr = mill_expression_bind (self->connection, text, self->bindings, schema, type, &local_error);
  if (expr == NULL)
    propagate_at_param (error, local_error, param);

  return expr;
}

MillExpr *
mill_compile_expression (MillCompile  *self,
                         const char   *port,
                         const char   *param,
                         const char   *text,
                         GError      **error)
{
  return mill_compile_typed_expression (self, port, param, text, NULL, error);
}

void
mill_compile_add_step (MillCompile *self,
                       const char  *port,
                       MillSchema  *schema)
{
  mill_compile_add_input (self, port, NULL, schema, NULL, NULL);
}

static MillCompileOutput *
add_output (MillCompile *self,
            const char  *port)
{
  MillCompileOutput *output = g_new0 (MillCompileOutput, 1);

  output->port = g_strdup (port);
  g_ptr_array_add (self->outputs, output);

  return output;
}

void
mill_compile_set_output (MillCompile *self,
                         const char  *port,
                         MillSelect  *select)
{
  add_output (self, port)->sql = mill_select_to_sql (select);
  mill_select_free (select);
}

void
mill_compile_declare_table (MillCompile *self,
                            const char  *port,
                            MillSchema  *schema)
{
  add_output (self, port)->schema = schema;
}

void
mill_compile_declare_model (MillCompile *self,
                            const char  *port,
                            const char  *target,
                            const char  *target_type)
{
  add_output (self, port)->model = mill_model_shape_new (target, target_type);
}

/* DuckDB takes upper and lower case of a function's name for the same; ids of nodes are not. */
static char *
make_function_name (MillCompile *self)
{
  GString *name = g_string_new ("mill_");

  for (const char *p = self->node; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p))
        g_string_append_c (name, '^');
      g_string_append_c (name, *p);
    }
  g_string_append_printf (name, "_%u", self->functions->len + 1);

  return g_string_free (name, FALSE);
}

const char *
mill_compile_add_function (MillCompile        *self,
                           const char *const  *argument_types,
                           guint               width,
                           MillFunction        function,
                           gpointer            data,
                           GDestroyNotify      destroy,
                           GError            **error)
{
  g_autofree char *name = make_function_name (self);

  if (self->duck == NULL)
    {
      if (destroy != NULL)
        destroy (data);
      mill_fail (error, NULL, _("This can be computed during a run only"));
      return NULL;
    }
  if (!mill_duck_add_function (self->duck, name, argument_types, width, function, data, destroy,
                               error))
    return NULL;

  g_ptr_array_add (self->functions, g_steal_pointer (&name));

  return g_ptr_array_index (self->functions, self->functions->len - 1);
}

/* The path as an absolute one without "." and "..", or NULL with @error. */
static char *
make_absolute (MillCompile  *self,
               const char   *param,
               const char   *path,
               GError      **error)
{
  g_autofree char *base = self->base != NULL ? g_file_get_path (self->base) : NULL;

  if (path == NULL || *path == '\0')
    {
      mill_fail_param (error, param, NULL, _("No file is chosen"));
      return NULL;
    }
  if (strstr (path, "://") != NULL)
    {
      mill_fail_param (error, param, _("Save a copy on this computer first"),
                       _("“%s” is not a file on this computer"), path);
      return NULL;
    }
  if (!g_path_is_absolute (path) && base == NULL)
    {
      mill_fail_param (error, param, _("Save the pipeline first, or choose the file again"),
                       _("The pipeline was not saved yet, so it is not known where “%s” is"), path);
      return NULL;
    }

  return g_canonicalize_filename (path, base);
}

static gboolean
check_readable (const char  *param,
                const char  *path,
                GError     **error)
{
  GStatBuf status;
  int code = g_stat (path, &status) == 0 ? 0 : errno;

  if (code == ENOENT || code == ENOTDIR)
    mill_fail_param (error, param,
                     _("Choose another file, or move it to where the pipeline looks for it"),
                     _("There is no file “%s”"), path);
  else if (code != 0)
    mill_fail_param (error, param, mill_file_trouble_get_hint (code), _("“%s” cannot be read: %s"), path,
                     g_strerror (code));
  else if (S_ISDIR (status.st_mode))
    mill_fail_param (error, param, _("Choose a file in it"), _("“%s” is a folder"), path);
  else if (!S_ISREG (status.st_mode))
    /* Reading it might not come to an end, and the second time bring something else. */
    mill_fail_param (error, param, _("Save what comes out of it as a file first"),
                     _("“%s” is a device or a pipe, not a file"), path);
  else if (access (path, R_OK) != 0)
    mill_fail_param (error, param, mill_file_trouble_get_hint (EACCES), _("The file “%s” may not be read"),
                     path);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_writable (const char  *param,
                const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    mill_fail_param (error, param, _("Add the name of a file"), _("“%s” is a folder"), path);
  else if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    mill_fail_param (error, param, _("Choose another file name"),
                     _("“%s” is a device, not a file"), path);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    mill_fail_param (error, param, _("Make the folder, or choose another"),
                     _("There is no folder “%s”"), folder);
  else if (access (folder, W_OK) != 0)
    mill_fail_param (error, param, _("Choose another folder"),
                     _("The folder “%s” may not be written to"), folder);
  else
    return TRUE;

  return FALSE;
}

/* Each file of a node has a folder, so that it keeps its name. */
static char *
make_aside (MillCompile *self,
            const char  *param,
            const char  *path)
{
  g_autofree char *folder = g_strdup_printf ("%s %s", self->node, param);
  g_autofree char *name = g_path_get_basename (path);

  return g_build_filename (self->aside, g_strdelimit (folder, "/", ' '), name, NULL);
}

char *
mill_compile_resolve_path (MillCompile  *self,
                           const char   *param,
                           const char   *path,
                           gboolean      to_read,
                           GError      **error)
{
  g_autofree char *absolute = make_absolute (self, param, path, error);

  if (absolute == NULL)
    return NULL;
  if (!to_read && self->aside != NULL)
    return make_aside (self, param, absolute);
  if (to_read ? !check_readable (param, absolute, error) : !check_writable (param, absolute, error))
    return NULL;

  if (to_read &&
      !g_ptr_array_find_with_equal_func (self->read_paths, absolute, g_str_equal, NULL))
    g_ptr_array_add (self->read_paths, g_strdup (absolute));

  return g_steal_pointer (&absolute);
}
