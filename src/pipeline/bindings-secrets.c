/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/bindings-private.h"

#include <string.h>

#include "pipeline/expand.h"
#include "pipeline/json-private.h"
#include "pipeline/writer.h"

/* Shorter ones are only found as words of their own: what has the letter "a" in it has not told a secret. */
#define FOUND_ANYWHERE 4

typedef struct
{
  char *value;
  char *written;   /* ${name} */
} Secret;

static void
secret_free (gpointer data)
{
  Secret *self = data;

  g_free (self->value);
  g_free (self->written);
  g_free (self);
}

static void
add_secret (GPtrArray  *secrets,
            const char *value,
            const char *name)
{
  Secret *secret;

  if (*value == '\0')
    return;
  secret = g_new0 (Secret, 1);
  secret->value = g_strdup (value);
  secret->written = g_strdup_printf ("${%s}", name);
  g_ptr_array_add (secrets, secret);
}

static void
add_value (const char *path,
           JsonNode   *value,
           gpointer    secrets)
{
  const char *separator = strrchr (path, MILL_PATH_SEPARATOR);
  const char *name = separator != NULL ? separator + 1 : path;
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;

  /* Of a truth there is nothing to find out. */
  if (mill_json_is_boolean (value))
    return;
  text = mill_json_is_string (value) ? g_strdup (json_node_get_string (value))
                                     : mill_json_to_canonical (value, TRUE);
  add_secret (secrets, text, name);
  if (strchr (text, '\'') == NULL)
    return;

  /* As it stands in SQL. */
  parts = g_strsplit (text, "'", -1);
  quoted = g_strjoinv ("''", parts);
  add_secret (secrets, quoted, name);
}

/* One may be a part of another, so the longest go first. */
static int
compare_length (gconstpointer a,
                gconstpointer b)
{
  gsize length = strlen (((const Secret *) a)->value);
  gsize other = strlen (((const Secret *) b)->value);

  return length > other ? -1 : length < other;
}

/* @text with @secrets replaced; the same where there are none. */
static void
hide (char      **text,
      GPtrArray  *secrets)
{
  for (guint i = 0; *text != NULL && i < secrets->len; i++)
    {
      const Secret *secret = secrets->pdata[i];
      g_autofree char *escaped = NULL;
      g_autofree char *pattern = NULL;
      g_autoptr (GRegex) regex = NULL;
      char *hidden;

      if (strstr (*text, secret->value) == NULL)
        continue;
      escaped = g_regex_escape_string (secret->value, -1);
      pattern = g_utf8_strlen (secret->value, -1) < FOUND_ANYWHERE
                  ? g_strdup_printf ("(?<!\\w)%s(?!\\w)", escaped) : g_steal_pointer (&escaped);
      regex = g_regex_new (pattern, 0, 0, NULL);
      hidden = g_regex_replace_literal (regex, *text, -1, 0, secret->written, 0, NULL);
      g_free (*text);
      *text = hidden;
    }
}

MillDiagnostic *
mill_bindings_hide_secrets (MillBindings   *self,
                            MillDiagnostic *diagnostic)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (secret_free);
  MillDiagnostic *made;

  mill_bindings_foreach_secret (self, add_value, secrets);
  if (secrets->len == 0)
    return mill_diagnostic_ref (diagnostic);
  g_ptr_array_sort_values (secrets, compare_length);
  made = mill_diagnostic_with_node (diagnostic, diagnostic->node);
  hide (&made->message, secrets);
  hide (&made->hint, secrets);
  hide (&made->detail, secrets);

  return made;
}
