/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/catalogue.h"

#include <string.h>

#include <glib/gi18n-lib.h>

const MillNodeType *
mill_catalogue_find (const MillCatalogue *self,
                     const char          *id)
{
  if (self == NULL)
    return NULL;
  for (const MillNodeType *const *type = self->types; *type != NULL; type++)
    if (g_str_equal ((*type)->id, id))
      return *type;

  return NULL;
}

guint
mill_catalogue_get_n_types (const MillCatalogue *self)
{
  guint n = 0;

  while (self->types[n] != NULL)
    n++;

  return n;
}

typedef struct
{
  const MillNodeType *type;
  char               *key;     /* of the label, for sorting */
  int                 score;
} Hit;

static void
clear_hit (gpointer data)
{
  g_free (((Hit *) data)->key);
}

/* Where @word begins a word of @text it counts more than in the middle of one. */
static int
score_in (const char *text,
          const char *word)
{
  const char *found = strstr (text, word);

  if (found == NULL)
    return 0;
  if (found == text)
    return 4;
  for (; found != NULL; found = strstr (found + 1, word))
    if (!g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))))
      return 3;

  return 1;
}

/* Every word must be somewhere; what the label says counts most. 0: no match. */
static int
score (const MillNodeType *type,
       char              **words)
{
  const char *keyword_text = type->keywords != NULL ? _(type->keywords) : "";
  g_autofree char *label = g_utf8_casefold (_(type->label), -1);
  g_autofree char *summary = g_utf8_casefold (type->summary != NULL ? _(type->summary) : "", -1);
  g_autofree char *keywords = g_utf8_casefold (keyword_text, -1);
  g_autofree char *id = g_utf8_casefold (type->id, -1);
  int sum = 1;

  for (char **word = words; *word != NULL; word++)
    {
      int best = score_in (label, *word) * 100;

      if (**word == '\0')
        continue;
      best = MAX (best, score_in (keywords, *word) * 10);
      best = MAX (best, score_in (id, *word) * 10);
      best = MAX (best, score_in (summary, *word));
      if (best == 0)
        return 0;
      sum += best;
    }

  return sum;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->score != other->score)
    return other->score - one->score;
  if (one->type->category != other->type->category)
    return (int) one->type->category - (int) other->type->category;

  return strcmp (one->key, other->key);
}

GPtrArray *
mill_catalogue_search (const MillCatalogue *self,
                       const char          *text)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GPtrArray *types = g_ptr_array_new ();

  g_array_set_clear_func (hits, clear_hit);
  for (const MillNodeType *const *type = self->types; *type != NULL; type++)
    {
      Hit hit = { *type, NULL, score (*type, words) };

      if (hit.score == 0)
        continue;
      hit.key = g_utf8_collate_key (_((*type)->label), -1);
      g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (types, (gpointer) g_array_index (hits, Hit, i).type);

  return types;
}
