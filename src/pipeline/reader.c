/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/reader.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/bounds.h"
#include "pipeline/conflict-private.h"
#include "pipeline/expand.h"
#include "pipeline/json-parse.h"
#include "pipeline/json-private.h"
#include "pipeline/node-names.h"
#include "pipeline/reader-private.h"
#include "pipeline/suggest.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

MillDiagnostic *
mill_reader_report (MillReader   *self,
                    MillSeverity  severity,
                    const char   *node,
                    JsonNode     *where,
                    const char   *hint,
                    const char   *format,
                    ...)
{
  g_autofree char *message = NULL;
  MillDiagnostic *diagnostic;
  va_list args;

  if (self->problems == NULL)
    return NULL;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  diagnostic = mill_diagnostic_new (severity, node, hint, "%s", message);
  if (where != NULL)
    mill_diagnostic_at_line (diagnostic,
                             GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, where)));
  g_ptr_array_add (self->problems, diagnostic);

  return diagnostic;
}

char *
mill_reader_hint (const char *suggestion)
{
  return suggestion != NULL ? g_strdup_printf (_("Did you mean “%s”?"), suggestion) : NULL;
}

gboolean
mill_reader_is_id (const char *id)
{
  if (*id == '\0')
    return FALSE;
  for (const char *c = id; *c != '\0'; c = g_utf8_next_char (c))
    if (*c == '.' || *c == MILL_PATH_SEPARATOR || g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;

  return TRUE;
}

void
mill_reader_keep (JsonObject **to,
                  JsonObject  *from,
                  const char  *name)
{
  JsonNode *value = json_object_get_member (from, name);

  if (value == NULL)
    return;
  if (*to == NULL)
    *to = json_object_new ();
  json_object_set_member (*to, name, json_node_copy (value));
}

/* What a pipeline is for, in words, and both in other languages ("name[nb]"): blueprints have them. The
 * document only carries them along. */
static gboolean
is_blurb (const char *name)
{
  return g_str_equal (name, "description") || g_str_has_prefix (name, "description[") ||
         g_str_has_prefix (name, "name[");
}

void
mill_reader_keep_unknown (MillReader         *self,
                          JsonObject        **to,
                          JsonObject         *from,
                          const char *const  *known,
                          const char         *node)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *hint = NULL;
      MillSuggestion suggestion;

      if (g_strv_contains (known, name))
        continue;
      mill_reader_keep (to, from, name);
      if (self->problems == NULL || (from == self->root && is_blurb (name)))
        continue;
      mill_suggestion_init (&suggestion, name);
      for (guint i = 0; known[i] != NULL; i++)
        mill_suggestion_offer (&suggestion, known[i]);
      hint = mill_reader_hint (mill_suggestion_finish (&suggestion));
      mill_reader_report (self, MILL_SEVERITY_NOTE, node, value, hint,
                          _("“%s” is not known to this version of Millrace, and is kept as it is"),
                          name);
    }
}

static gboolean
fail (GError     **error,
      guint        line,
      const char  *hint,
      char        *message)
{
  g_autofree char *text = message;
  MillDiagnostic *diagnostic;

  diagnostic = mill_diagnostic_new (MILL_SEVERITY_ERROR, NULL, hint, "%s", text);
  mill_error_take (error, mill_diagnostic_at_line (diagnostic, line));
  if (error != NULL)
    (*error)->code = MILL_ERROR_INVALID;

  return FALSE;
}

static gboolean
check_format (MillReader  *self,
              GError     **error)
{
  JsonNode *format = json_object_get_member (self->root, "format");
  const char *hint = _("It must say \"format\": \"millrace/1\"");
  guint64 version;
  const char *text;
  guint line;

  if (format == NULL)
    return fail (error, 0, hint, g_strdup (_("The file is not a Millrace pipeline")));
  line = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, format));
  text = mill_json_is_string (format) ? json_node_get_string (format) : "";
  if (g_str_equal (text, "millrace/1"))
    return TRUE;
  if (g_str_has_prefix (text, "millrace/") &&
      g_ascii_string_to_unsigned (text + strlen ("millrace/"), 10, 2, G_MAXUINT, &version, NULL))
    return fail (error, line, _("Open it with a newer Millrace"),
                 g_strdup_printf (_("The file has the format “%s”, which a newer Millrace wrote"),
                                  text));

  return fail (error, line, hint, g_strdup (_("The file is not a Millrace pipeline")));
}

/* A section that is not an object cannot be understood, and stays as it is. */
static JsonObject *
get_section (MillReader   *self,
             const char   *name,
             MillSeverity  severity)
{
  JsonNode *section = json_object_get_member (self->root, name);

  if (section == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (section))
    return json_node_get_object (section);
  mill_reader_report (self, severity, NULL, section, _("It must be an object"),
                      _("“%s” cannot be read"), name);
  mill_reader_keep (&self->extra, self->root, name);

  return NULL;
}

static void
read_name (MillReader *self)
{
  JsonNode *name = json_object_get_member (self->root, "name");

  if (name == NULL)
    return;
  if (!mill_json_is_string (name))
    {
      mill_reader_report (self, MILL_SEVERITY_WARNING, NULL, name, _("It must be a string"),
                          _("The name of the pipeline cannot be read"));
      mill_reader_keep (&self->extra, self->root, "name");
    }
  else if (*json_node_get_string (name) != '\0')
    {
      char *string = g_ref_string_new (json_node_get_string (name));

      mill_pipeline_put_value (self->pipeline, MILL_CHANGE_NAME, NULL, string);
      g_ref_string_release (string);
    }
}

static void
name_nodes (MillReader *self,
            guint       first)
{
  g_autoptr (MillNodeNames) names = mill_node_names_new (self->pipeline);

  for (guint i = first; i < self->problems->len; i++)
    self->problems->pdata[i] = mill_node_names_fill (names, self->problems->pdata[i]);
}

void
mill_reader_read_sections (MillReader        *self,
                           const char *const *known)
{
  guint n_before = self->problems != NULL ? self->problems->len : 0;
  JsonObject *section;

  self->extra = json_object_new ();
  read_name (self);
  section = get_section (self, "parameters", MILL_SEVERITY_ERROR);
  if (section != NULL)
    mill_reader_read_parameters (self, section);
  section = get_section (self, "nodes", MILL_SEVERITY_ERROR);
  if (section != NULL)
    mill_reader_read_nodes (self, section);
  section = get_section (self, "layout", MILL_SEVERITY_WARNING);
  if (section != NULL)
    mill_reader_read_layout (self, section);
  mill_reader_keep_unknown (self, &self->extra, self->root, known, NULL);
  mill_reader_read_conflicts (self);
  if (json_object_get_size (self->extra) > 0)
    mill_pipeline_put_value (self->pipeline, MILL_CHANGE_EXTRA, NULL, self->extra);
  json_object_unref (self->extra);
  mill_reader_check_links (self);
  if (self->problems != NULL)
    name_nodes (self, n_before);
}

MillPipeline *
mill_pipeline_new_from_bytes (const MillCatalogue *catalogue,
                              GBytes              *bytes,
                              GPtrArray           *problems,
                              GError             **error)
{
  static const char *const known[] = {
    "format", "name", "parameters", "nodes", "layout", MILL_CONFLICTS, NULL
  };
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  g_autoptr (MillPipeline) pipeline = NULL;
  g_autoptr (JsonNode) root = NULL;
  MillReader reader = { 0 };
  const char *text;
  size_t length;

  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &length);
  if (text == NULL)
    text = "";
  if (length > MILL_LARGEST_FILE)
    {
      fail (error, 0, NULL, g_strdup (_("The file is too large to be a pipeline")));
      return NULL;
    }
  /* Some editors put it there; it says nothing. */
  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      text += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }

  root = mill_json_parse (text, length, lines, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, GPOINTER_TO_UINT (g_hash_table_lookup (lines, root)),
            _("A pipeline is a JSON object"), g_strdup (_("The file is not a Millrace pipeline")));
      return NULL;
    }
  pipeline = mill_pipeline_new (catalogue);
  reader.pipeline = pipeline;
  reader.lines = lines;
  reader.problems = problems;
  reader.root = json_node_get_object (root);
  if (!check_format (&reader, error))
    return NULL;
  mill_reader_read_sections (&reader, known);

  return g_steal_pointer (&pipeline);
}

MillPipeline *
mill_pipeline_new_from_file (const MillCatalogue *catalogue,
                             GFile               *file,
                             GPtrArray           *problems,
                             GCancellable        *cancellable,
                             GError             **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree guint8 *buffer = NULL;
  const gsize size = 256 * 1024;
  gssize n;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  buffer = g_malloc (size);
  /* A device may go on for ever; one byte too many is enough to refuse it. */
  while (content->len <= MILL_LARGEST_FILE &&
         (n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, size, cancellable, error)) != 0)
    {
      if (n < 0)
        return NULL;
      g_byte_array_append (content, buffer, n);
    }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&content));

  return mill_pipeline_new_from_bytes (catalogue, bytes, problems, error);
}
