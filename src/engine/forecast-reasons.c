/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/forecast-private.h"
#include "pipeline/writer.h"

/* Longer values are cut: they are there to be recognised. */
#define LONGEST 60
/* So much is left before the place where two of them part. */
#define CONTEXT 20

MillReason *
mill_reason_new (MillReasonKind  kind,
                 const char     *name,
                 const char     *before,
                 const char     *after)
{
  MillReason *self = g_new0 (MillReason, 1);

  self->kind = kind;
  self->name = g_strdup (name);
  self->before = g_strdup (before);
  self->after = g_strdup (after);

  return self;
}

void
mill_reason_free (gpointer data)
{
  MillReason *self = data;

  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
add (GPtrArray      *reasons,
     MillReasonKind  kind,
     const char     *name,
     const char     *before,
     const char     *after)
{
  g_ptr_array_add (reasons, mill_reason_new (kind, name, before, after));
}

/* A value as people write it; NULL: none. */
static char *
write_value (JsonNode *value)
{
  if (value == NULL)
    return NULL;

  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
         ? json_node_dup_string (value) : mill_json_to_canonical (value, TRUE);
}

/* From which character on to show @text and @other (may be NULL), so that what they differ in is to be seen. */
static glong
find_beginning (const char *text,
                const char *other)
{
  glong same = 0;

  if (other == NULL)
    return 0;
  for (; *text != '\0' && g_utf8_get_char (text) == g_utf8_get_char (other); same++)
    {
      text = g_utf8_next_char (text);
      other = g_utf8_next_char (other);
    }

  return same + CONTEXT < LONGEST ? 0 : same - CONTEXT;
}

static char *
cut (const char *text,
     const char *other)
{
  glong length, begin;
  g_autofree char *piece = NULL;

  if (text == NULL)
    return NULL;
  length = g_utf8_strlen (text, -1);
  if (length <= LONGEST)
    return g_strdup (text);
  begin = find_beginning (text, other);
  piece = g_utf8_substring (text, begin, MIN (begin + LONGEST, length));

  return g_strconcat (begin > 0 ? "…" : "", piece, begin + LONGEST < length ? "…" : NULL, NULL);
}

static void
compare_values (GPtrArray      *reasons,
                MillReasonKind  kind,
                JsonObject     *before,
                JsonObject     *now)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) old_names = json_object_get_members (before);
  g_autoptr (GList) new_names = json_object_get_members (now);
  g_autoptr (GList) all = NULL;

  for (GList *l = old_names; l != NULL; l = l->next)
    g_hash_table_add (names, l->data);
  for (GList *l = new_names; l != NULL; l = l->next)
    g_hash_table_add (names, l->data);
  all = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) strcmp);
  for (GList *l = all; l != NULL; l = l->next)
    {
      JsonNode *old = json_object_get_member (before, l->data);
      JsonNode *new = json_object_get_member (now, l->data);
      g_autofree char *old_text = old != NULL ? mill_json_to_canonical (old, TRUE) : NULL;
      g_autofree char *new_text = new != NULL ? mill_json_to_canonical (new, TRUE) : NULL;
      g_autofree char *from = write_value (old);
      g_autofree char *to = write_value (new);
      g_autofree char *short_from = cut (from, to);
      g_autofree char *short_to = cut (to, from);

      if (g_strcmp0 (old_text, new_text) != 0)
        add (reasons, kind, l->data, short_from, short_to);
    }
}

/* One that an environment variable names is not remembered by its name. */
static const char *
get_path (JsonObject *file)
{
  return json_object_has_member (file, "path") ? json_object_get_string_member (file, "path")
                                               : json_object_get_string_member (file, "param");
}

static void
compare_sources (GPtrArray *reasons,
                 JsonArray *before,
                 JsonArray *now)
{
  for (guint i = 0; i < json_array_get_length (now); i++)
    {
      JsonObject *file = json_array_get_object_element (now, i);
      JsonObject *old = i < json_array_get_length (before) ? json_array_get_object_element (before, i)
                                                           : NULL;

      if (old == NULL || g_strcmp0 (json_object_get_string_member (file, "digest"),
                                    json_object_get_string_member (old, "digest")) != 0 ||
          g_strcmp0 (json_object_get_string_member (file, "ending"),
                     json_object_get_string_member (old, "ending")) != 0)
        add (reasons, MILL_REASON_FILE, get_path (file), NULL, NULL);
    }
}

/* "node.port" of everything that comes in at @port. */
static char *
describe_links (JsonArray  *inputs,
                const char *port)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (inputs); i++)
    {
      JsonObject *input = json_array_get_object_element (inputs, i);

      if (g_str_equal (json_object_get_string_member (input, "port"), port))
        g_string_append_printf (text, "%s%s.%s", text->len > 0 ? ", " : "",
                                json_object_get_string_member (input, "node"),
                                json_object_get_string_member (input, "from"));
    }
  if (text->len == 0)
    return g_string_free (text, TRUE), NULL;

  return g_string_free (text, FALSE);
}

static void
compare_port (GPtrArray  *reasons,
              GHashTable *told,
              JsonArray  *before,
              JsonArray  *now,
              const char *port)
{
  g_autofree char *old_links = describe_links (before, port);
  g_autofree char *new_links = describe_links (now, port);

  if (!g_hash_table_add (told, (char *) port) || g_strcmp0 (old_links, new_links) == 0)
    return;
  add (reasons, MILL_REASON_LINKS, port, old_links, new_links);
}

/* Links that lead elsewhere, and links whose other end has changed. */
static void
compare_inputs (GPtrArray *reasons,
                JsonArray *before,
                JsonArray *now)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before = json_array_get_length (before);
  guint n_known = reasons->len;

  for (guint i = 0; i < n_before; i++)
    compare_port (reasons, told, before, now,
                  json_object_get_string_member (json_array_get_object_element (before, i), "port"));
  for (guint i = 0; i < json_array_get_length (now); i++)
    compare_port (reasons, told, before, now,
                  json_object_get_string_member (json_array_get_object_element (now, i), "port"));
  if (reasons->len > n_known)
    return;

  for (guint i = 0; i < json_array_get_length (now) && i < n_before; i++)
    {
      JsonObject *input = json_array_get_object_element (now, i);
      JsonObject *old = json_array_get_object_element (before, i);
      const char *node = json_object_get_string_member (input, "node");

      if (g_strcmp0 (json_object_get_string_member (input, "key"),
                     json_object_get_string_member (old, "key")) != 0 &&
          g_hash_table_add (changed, (char *) node))
        add (reasons, MILL_REASON_INPUT, node, NULL, NULL);
    }
}

static gboolean
compare_text (GPtrArray      *reasons,
              MillReasonKind  kind,
              JsonObject     *before,
              JsonObject     *now,
              const char     *member)
{
  const char *old = json_object_get_string_member (before, member);
  const char *new = json_object_get_string_member (now, member);

  if (g_strcmp0 (old, new) == 0)
    return TRUE;
  add (reasons, kind, NULL, old, new);

  return FALSE;
}

void
mill_reasons_compare (GPtrArray  *reasons,
                      JsonObject *before,
                      JsonObject *now)
{
  guint n_known = reasons->len;

  /* The settings of another type have nothing in common. */
  if (!compare_text (reasons, MILL_REASON_TYPE, before, now, "type"))
    return;
  if (json_object_get_int_member (before, "version") != json_object_get_int_member (now, "version"))
    {
      g_autofree char *old = g_strdup_printf ("%s %d", json_object_get_string_member (before, "type"),
                                              (int) json_object_get_int_member (before, "version"));
      g_autofree char *new = g_strdup_printf ("%s %d", json_object_get_string_member (now, "type"),
                                              (int) json_object_get_int_member (now, "version"));

      add (reasons, MILL_REASON_TYPE, NULL, old, new);
    }
  compare_text (reasons, MILL_REASON_ENGINE, before, now, "engine");
  compare_values (reasons, MILL_REASON_PARAMETER, json_object_get_object_member (before, "parameters"),
                  json_object_get_object_member (now, "parameters"));
  /* A parameter that changed is in the settings that refer to it, too: it is said once. */
  if (reasons->len == n_known)
    compare_values (reasons, MILL_REASON_SETTING, json_object_get_object_member (before, "settings"),
                    json_object_get_object_member (now, "settings"));
  compare_sources (reasons, json_object_get_array_member (before, "sources"),
                   json_object_get_array_member (now, "sources"));
  compare_inputs (reasons, json_object_get_array_member (before, "inputs"),
                  json_object_get_array_member (now, "inputs"));
  if (reasons->len == n_known)
    add (reasons, MILL_REASON_ENVIRONMENT, NULL, NULL, NULL);
}

const char *
mill_reason_kind_get_name (MillReasonKind kind)
{
  static const char *const names[] = {
    "never", "gone", "setting", "parameter", "file", "input", "links", "type", "engine", "environment",
    "passed-on", "written", "unreadable", "unknown-input", "no-cache", "from-scratch",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

static char *
describe_change (const char *what,
                 const char *before,
                 const char *after)
{
  if (before == NULL)
    /* Translators: %1 what was set, %2 its value: "parameter “year” is now 2015" */
    return g_strdup_printf (_("%s is now %s"), what, after);
  if (after == NULL)
    /* Translators: %1 what was set, %2 the value it had. */
    return g_strdup_printf (_("%s is no more, and was %s"), what, before);

  /* Translators: %1 what changed, %2 the value it had, %3 the one it has. */
  return g_strdup_printf (_("%s changed: %s → %s"), what, before, after);
}

/* A node that is gone is known by its id only. */
static const char *
get_label (MillPipeline *pipeline,
           const char   *id)
{
  return mill_pipeline_get_node (pipeline, id) != NULL ? mill_pipeline_get_node_label (pipeline, id) : id;
}

char *
mill_reason_describe (const MillReason *self,
                      MillPipeline     *pipeline)
{
  g_autofree char *what = NULL;

  switch (self->kind)
    {
    case MILL_REASON_NEVER:
      return g_strdup (_("it has never run"));
    case MILL_REASON_GONE:
      return g_strdup (_("its result is no longer in the cache"));
    case MILL_REASON_SETTING:
      what = g_strdup_printf (_("setting “%s”"), self->name);
      return describe_change (what, self->before, self->after);
    case MILL_REASON_PARAMETER:
      what = g_strdup_printf (_("parameter “%s”"), self->name);
      return describe_change (what, self->before, self->after);
    case MILL_REASON_FILE:
      return g_strdup_printf (_("file “%s” changed"), self->name);
    case MILL_REASON_INPUT:
      return g_strdup_printf (_("what comes from “%s” changed"),
                              get_label (pipeline, self->name));
    case MILL_REASON_LINKS:
      what = g_strdup_printf (_("what is linked to “%s”"), self->name);
      return describe_change (what, self->before, self->after);
    case MILL_REASON_TYPE:
      return describe_change (_("the type of the node"), self->before, self->after);
    case MILL_REASON_ENGINE:
      return describe_change (_("what computes it"), self->before, self->after);
    case MILL_REASON_ENVIRONMENT:
      return g_strdup (_("an environment variable changed"));
    case MILL_REASON_PASSED_ON:
      return g_strdup_printf (_("“%s” needs its table, which is not kept"),
                              get_label (pipeline, self->name));
    case MILL_REASON_WRITTEN:
      return g_strdup_printf (_("file “%s” is not as it was written"), self->name);
    case MILL_REASON_UNREADABLE:
      return g_strdup_printf (_("file “%s” cannot be read"), self->name);
    case MILL_REASON_KEYLESS:
      return g_strdup_printf (_("nothing is known of “%s” before it"),
                              get_label (pipeline, self->name));
    case MILL_REASON_NO_CACHE:
      return g_strdup (_("no results are kept"));
    case MILL_REASON_FROM_SCRATCH:
      return g_strdup (_("everything was to be made from scratch"));
    default:
      g_return_val_if_reached (NULL);
    }
}
